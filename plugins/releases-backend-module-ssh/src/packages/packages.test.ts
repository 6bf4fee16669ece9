import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FolderArtifactStore } from './FolderArtifactStore';
import { selectFiles } from './selectFiles';
import { writePackage } from './writePackage';

const all: { include: string[]; exclude: string[] } = {
  include: ['**'],
  exclude: [],
};

describe('packages', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor-package-'));
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(
    files: Record<string, string>,
    name = 'build',
  ): Promise<string> {
    const directory = join(root, name);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
    return directory;
  }

  async function pack(directory: string, file: string, patterns = all) {
    const entries = await selectFiles(directory, patterns);
    return writePackage(
      { directory, entries, time: 1_700_000_000 },
      createWriteStream(join(root, file)),
    );
  }

  const names = async (directory: string, patterns: typeof all) =>
    (await selectFiles(directory, patterns)).map(({ path }) => path);

  it('are the same bytes from another folder, another time and another umask', async () => {
    const long = `${'deep/'.repeat(30)}${'n'.repeat(120)}.txt`;
    const files = {
      'a.txt': 'a',
      'ä/b.sh': '#!/bin/sh',
      [long]: 'long',
      'z/empty.txt': '',
    };
    const one = await write(files);
    const previous = process.umask(0o077);
    const two = await write(files, 'elsewhere/of/build');
    process.umask(previous);
    await Promise.all(
      [one, two].map(folder =>
        chmod(join(folder, 'ä/b.sh'), folder === one ? 0o775 : 0o700),
      ),
    );
    await Promise.all(
      [one, two].map(folder => symlink('a.txt', join(folder, 'link'))),
    );
    await utimes(join(two, 'a.txt'), 1, 1);
    const written = [
      await pack(one, '1.tar.gz'),
      await pack(two, '2.tar.gz'),
      await pack(one, '3.tar.gz'),
    ];
    expect(new Set(written.map(({ digest }) => digest)).size).toBe(1);
    expect(await readFile(join(root, '1.tar.gz'))).toEqual(
      await readFile(join(root, '2.tar.gz')),
    );
    expect(written[0].bytes).toBe((await stat(join(root, '1.tar.gz'))).size);

    // A file that differs by one bit is another package.
    await chmod(join(two, 'a.txt'), 0o700);
    expect((await pack(two, '4.tar.gz')).digest).not.toBe(written[0].digest);

    await mkdir(join(root, 'out'));
    execFileSync('tar', [
      '-xzf',
      join(root, '1.tar.gz'),
      '-C',
      join(root, 'out'),
    ]);
    expect(await readFile(join(root, 'out', long), 'utf8')).toBe('long');
    expect((await stat(join(root, 'out/ä/b.sh'))).mode % 0o1000).toBe(0o755);
    expect((await stat(join(root, 'out/link'))).size).toBe(1);
    expect(
      execFileSync('tar', ['-tvzf', join(root, '1.tar.gz')], {
        encoding: 'utf8',
      }),
    ).toMatch(/^-rw-r--r-- root\/root +1 2023-11-14 /m);
  });

  it('hold what the patterns say, whole folders by their name', async () => {
    const directory = await write({
      'dist/app.js': '',
      'dist/maps/app.map': '',
      'src/app.ts': '',
      '.env': '',
      'node_modules/x/index.js': '',
      README: '',
    });
    expect(
      await names(directory, {
        include: ['**'],
        exclude: ['node_modules', 'src/**', '**/*.map'],
      }),
    ).toEqual(['.env', 'README', 'dist', 'dist/app.js', 'dist/maps', 'src']);
    expect(await names(directory, { include: ['dist'], exclude: [] })).toEqual([
      'dist',
      'dist/app.js',
      'dist/maps',
      'dist/maps/app.map',
    ]);
    expect(
      await names(directory, { include: ['**/*.map'], exclude: [] }),
    ).toEqual(['dist', 'dist/maps', 'dist/maps/app.map']);
    await expect(
      selectFiles(directory, { include: ['build/**'], exclude: [] }),
    ).rejects.toThrow(
      'Nothing in the build matches build.package.include (build/**)',
    );
  });

  it.each([
    ['an absolute link', '/etc/passwd'],
    ['a link upwards', '../outside/secret'],
    ['a link through another link', 'hop/secret'],
    ['a link to nowhere outside', '../../none'],
  ])('refuse %s', async (_, target) => {
    const directory = await write({ 'a.txt': 'a' });
    await write({ secret: 'canary' }, 'outside');
    await symlink('../outside', join(directory, 'hop'));
    await symlink(target, join(directory, 'x-link'));
    // The hop is left out of the package, but it is there while the link is judged.
    await expect(
      selectFiles(directory, { include: ['**'], exclude: ['hop'] }),
    ).rejects.toThrow(
      /The link 'x-link' points to '.*', outside the folder of the build/,
    );
  });

  it('keep links that stay inside, and refuse what is no file at all', async () => {
    const directory = await write({ 'v1/a.txt': 'a' });
    await symlink('v1', join(directory, 'latest'));
    await symlink('../v1/a.txt', join(directory, 'v1', 'same'));
    await symlink('not-yet', join(directory, 'dangling'));
    expect(await names(directory, all)).toEqual([
      'dangling',
      'latest',
      'v1',
      'v1/a.txt',
      'v1/same',
    ]);
    execFileSync('mkfifo', [join(directory, 'pipe')]);
    await expect(selectFiles(directory, all)).rejects.toThrow(
      "'pipe' is neither a file nor a folder nor a link",
    );
  });

  it('say that a file changed while it was packed', async () => {
    const directory = await write({ 'a.txt': 'a' });
    const entries = await selectFiles(directory, all);
    await writeFile(join(directory, 'a.txt'), 'longer');
    await expect(
      writePackage(
        { directory, entries, time: 0 },
        createWriteStream(join(root, 'x')),
      ),
    ).rejects.toThrow("'a.txt' changed while it was being packed");
    await rm(join(directory, 'a.txt'));
    await symlink('/etc/passwd', join(directory, 'a.txt'));
    await expect(
      writePackage(
        { directory, entries, time: 0 },
        createWriteStream(join(root, 'x')),
      ),
    ).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it('are kept under their digest, whole or not at all', async () => {
    const directory = await write({ 'a.txt': 'a' });
    const entries = await selectFiles(directory, all);
    const store = new FolderArtifactStore(join(root, 'packages'));
    const { digest } = await store.put(
      target => writePackage({ directory, entries, time: 0 }, target),
      100,
    );
    expect([await store.has(digest), await store.verify(digest)]).toEqual([
      true,
      true,
    ]);
    await expect(
      store.put(async () => {
        throw new Error('half way');
      }, 100),
    ).rejects.toThrow('half way');
    expect(await readdir(join(root, 'packages'))).toEqual([`${digest}.tar.gz`]);
    await writeFile(join(root, 'packages', `${digest}.tar.gz`), 'damaged');
    expect(await store.verify(digest)).toBe(false);
    await store.remove(digest);
    await expect(store.open(digest)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await expect(store.has('../../etc/passwd')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('are not begun when the disk has no room for them', async () => {
    const store = new FolderArtifactStore(join(root, 'packages'));
    const begun = jest.fn();
    await expect(store.put(begun, 2 ** 60)).rejects.toThrow(
      /^There is no room for the package on the platform's disk/,
    );
    expect(begun).not.toHaveBeenCalled();
  });
});
