import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { archiveTree } from './archiveTree';
import {
  commitDirectory,
  createBareRepository,
  createTag,
} from './createRepository';
import { fetchMirror } from './fetchMirror';
import { listTree } from './listTree';
import { readBlob } from './readBlob';
import { readLog } from './readLog';
import { readHead, readRefs } from './readRefs';
import { readRemoteProtocol } from './remote';
import { resolveObject } from './resolveObject';
import { runGit } from './runGit';
import { advertiseRefs, serveExchange } from './serveRepository';

const author = { name: 'Ana Ruiz', email: 'ana@example.org' };
const date = new Date('2026-03-01T10:00:00Z');

describe('git', () => {
  let root: string;
  let gitDir: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor git '));
    gitDir = join(root, 'service.git');
    await createBareRepository(gitDir, { defaultBranch: 'main' });
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  async function commitFiles(
    files: Record<string, string>,
    options: { message?: string; parent?: string } = {},
  ) {
    const directory = await mkdtemp(join(root, 'files-'));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(directory, path, '..'), { recursive: true });
      await writeFile(join(directory, path), content);
    }
    return commitDirectory(gitDir, directory, {
      branch: 'main',
      message: options.message ?? 'A change',
      author,
      date,
      parent: options.parent,
    });
  }

  it('reads back what was committed', async () => {
    const commit = await commitFiles({
      'README.md': '# Service\n',
      'docs/überblick & more.md': 'Hello\n',
    });
    await createTag(gitDir, { name: 'v1.2.0', commit });

    const blob = await readBlob(gitDir, {
      ref: 'v1.2.0',
      path: 'docs/überblick & more.md',
      maxBytes: 100,
    });
    expect(blob?.content.toString()).toBe('Hello\n');
    expect(blob?.commit).toBe(commit);

    const tree = await listTree(gitDir, { ref: 'main', path: '/' });
    expect(tree?.entries.map(entry => [entry.path, entry.kind])).toEqual([
      ['docs', 'directory'],
      ['README.md', 'file'],
    ]);
    expect(await readHead(gitDir)).toMatchObject({ branch: 'main', commit });
    expect((await readRefs(gitDir)).map(ref => [ref.name, ref.kind])).toEqual(
      expect.arrayContaining([
        ['main', 'branch'],
        ['v1.2.0', 'tag'],
      ]),
    );
  });

  it('knows the default branch of an empty repository', async () => {
    expect(await readHead(gitDir)).toEqual({ branch: 'main' });
  });

  it('commits the same files with the same date to the same id', async () => {
    const first = await commitFiles({ 'a.txt': 'a' });
    expect(await commitFiles({ 'a.txt': 'a' })).toBe(first);
  });

  it('tells absence from failure', async () => {
    await commitFiles({ 'a.txt': 'a' });
    const find = (ref: string, path: string) =>
      resolveObject(gitDir, { ref, path });
    await expect(find('main', 'missing.txt')).resolves.toBeUndefined();
    await expect(find('missing', 'a.txt')).resolves.toBeUndefined();
    await expect(
      resolveObject(join(root, 'nowhere.git'), { ref: 'main' }),
    ).rejects.toThrow(/not a git repository/);
  });

  it('continues a history where a page ended, although somebody pushed', async () => {
    let parent: string | undefined;
    for (let i = 1; i <= 5; i++) {
      parent = await commitFiles(
        { 'n.txt': String(i) },
        { message: `Change ${i}\n\nBody ${i}`, parent },
      );
    }
    const first = await readLog(gitDir, { ref: 'main', limit: 2 });
    expect(first?.commits.map(commit => commit.subject)).toEqual([
      'Change 5',
      'Change 4',
    ]);
    expect(first?.commits[0]).toMatchObject({ author, body: 'Body 5' });

    await commitFiles({ 'n.txt': '6' }, { message: 'Change 6', parent });
    const second = await readLog(gitDir, {
      ref: 'main',
      limit: 3,
      after: first?.nextCursor,
    });
    expect(second?.commits.map(commit => commit.subject)).toEqual([
      'Change 3',
      'Change 2',
      'Change 1',
    ]);
    expect(second?.nextCursor).toBeUndefined();
  });

  it('streams a directory as an archive', async () => {
    await commitFiles({ 'docs/index.md': 'Welcome', 'other.txt': 'x' });
    const archive = await archiveTree(gitDir, { ref: 'main', path: 'docs' });
    const tar = await text(archive!.stream);
    expect(tar).toContain('index.md');
    expect(tar).toContain('Welcome');
    expect(tar).not.toContain('other.txt');
  });

  it('follows links inside the repository and none that leave it', async () => {
    const secret = join(root, 'secret.txt');
    await writeFile(secret, 'secret');
    const directory = await mkdtemp(join(root, 'links-'));
    await writeFile(join(directory, 'real.txt'), 'real');
    await symlink('real.txt', join(directory, 'inside.txt'));
    await symlink(secret, join(directory, 'outside.txt'));
    await symlink('../../secret.txt', join(directory, 'above.txt'));
    await symlink('loop.txt', join(directory, 'loop.txt'));
    await commitDirectory(gitDir, directory, {
      branch: 'main',
      message: 'Links',
      author,
    });
    const read = async (path: string) =>
      (
        await readBlob(gitDir, { ref: 'main', path, maxBytes: 100 })
      )?.content.toString();

    expect(await read('inside.txt')).toBe('real');
    expect(await read('outside.txt')).toBeUndefined();
    expect(await read('above.txt')).toBeUndefined();
    expect(await read('loop.txt')).toBeUndefined();
  });

  it('does not read a file that is larger than allowed', async () => {
    await commitFiles({ 'big.bin': 'x'.repeat(5_000) });
    await expect(
      readBlob(gitDir, { ref: 'main', path: 'big.bin', maxBytes: 4_999 }),
    ).rejects.toThrow('has 5000 bytes; at most 4999 are read');
  });

  it.each([
    '--upload-pack=touch canary',
    '-n',
    'main^{commit}',
    'main~1',
    'main:README.md',
    ':/message',
    'a..b',
    'main@{1}',
    'a\nb',
    'a b',
    '$(touch canary)',
    '../main',
    'x.lock',
    'a//b',
    '',
    'é'.repeat(300),
  ])('refuses the ref %j', async ref => {
    await expect(resolveObject(gitDir, { ref })).rejects.toThrow('Invalid ref');
  });

  it.each([
    'main',
    'feature/paging-2',
    'v1.2.0',
    'release_1',
    'été',
    '1234abcd',
  ])('accepts the ref %j', async ref => {
    await expect(resolveObject(gitDir, { ref })).resolves.toBeUndefined();
  });

  it.each(['../secret', 'a/../../b', 'a/./b', 'a\nb', 'a\0b', 'a//b', '..'])(
    'refuses the path %j',
    async path => {
      await expect(
        resolveObject(gitDir, { ref: 'main', path }),
      ).rejects.toThrow('Invalid path');
    },
  );

  it('refuses to commit another repository', async () => {
    const directory = await mkdtemp(join(root, 'nested-'));
    await mkdir(join(directory, 'inner'));
    const inner = ['-C', join(directory, 'inner')];
    execFileSync('git', [...inner, 'init', '-q']);
    execFileSync('git', [
      ...inner,
      '-c',
      'user.name=x',
      '-c',
      'user.email=x@example.org',
      'commit',
      '-q',
      '--allow-empty',
      '-m',
      'x',
    ]);
    await expect(
      commitDirectory(gitDir, directory, {
        branch: 'main',
        message: 'x',
        author,
      }),
    ).rejects.toThrow("The directory 'inner' is a git repository of its own");
  });

  it('runs no hook of a repository', async () => {
    const canary = join(root, 'canary');
    await mkdir(join(gitDir, 'hooks'), { recursive: true });
    const hook = join(gitDir, 'hooks', 'reference-transaction');
    await writeFile(hook, `#!/bin/sh\ntouch '${canary}'\n`, { mode: 0o755 });
    await commitFiles({ 'a.txt': 'a' });
    expect(existsSync(canary)).toBe(false);

    // The hook is real: git runs it when nobody forbids it.
    execFileSync('git', [
      `--git-dir=${gitDir}`,
      'update-ref',
      'refs/heads/other',
      'main',
    ]);
    expect(existsSync(canary)).toBe(true);
  });

  it('stops git when the time is up or the caller has gone', async () => {
    // The alias starts a second process, as git does for ssh; it has to go too, or it would hold the pipes open.
    const waitForever = (bounds: {
      timeoutMs?: number;
      signal?: AbortSignal;
    }) => sleepInGit(gitDir, bounds);
    await expect(waitForever({ timeoutMs: 50 })).rejects.toMatchObject({
      name: 'GitTimeoutError',
    });
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('gone')), 50);
    await expect(waitForever({ signal: controller.signal })).rejects.toThrow(
      'gone',
    );
  });

  it('stops git when it writes more than allowed', async () => {
    await commitFiles({ 'big.bin': 'x'.repeat(100_000) });
    await expect(
      runGit(['cat-file', 'blob', 'main:big.bin'], {
        gitDir,
        maxOutputBytes: 1_000,
      }),
    ).rejects.toMatchObject({ name: 'GitTooLargeError' });
  });

  describe('mirrors', () => {
    it('follows another repository: new commits, renamed branches, deleted tags', async () => {
      const commit = await commitFiles({ 'a.txt': '1' });
      await createTag(gitDir, { name: 'v1', commit });
      const mirror = join(root, 'mirror.git');
      await fetchMirror(mirror, { url: gitDir });
      expect((await readRefs(mirror)).map(ref => ref.name).sort()).toEqual([
        'main',
        'v1',
      ]);

      await runGit(['update-ref', '-d', 'refs/tags/v1'], { gitDir });
      const next = await commitFiles({ 'a.txt': '2' }, { parent: commit });
      await runGit(['branch', '-m', 'main', 'trunk'], { gitDir });
      await fetchMirror(mirror, { url: gitDir });
      expect(await readRefs(mirror)).toMatchObject([
        { name: 'trunk', commit: next },
      ]);
      expect(await readHead(mirror)).toMatchObject({ branch: 'trunk' });
    });

    it('keeps commits that the other repository has rewritten, however long ago', async () => {
      const released = await commitFiles({ 'a.txt': '1' });
      const mirror = join(root, 'mirror.git');
      await fetchMirror(mirror, { url: gitDir });
      // Two packs are enough for git to tidy up, and all that it has by now is a year old.
      await runGit(['config', 'gc.autoPackLimit', '1'], { gitDir: mirror });
      await runGit(['config', 'gc.autoDetach', 'false'], { gitDir: mirror });
      const packs = join(mirror, 'objects', 'pack');
      const aYearAgo = new Date(Date.now() - 365 * 24 * 60 * 60 * 1000);
      for (const name of await readdir(packs)) {
        await utimes(join(packs, name), aYearAgo, aYearAgo);
      }

      const rewritten = await commitFiles({ 'a.txt': '2' });
      await fetchMirror(mirror, { url: gitDir });
      // It has tidied up.
      expect(await readdir(packs)).toContainEqual(
        expect.stringMatching(/\.bitmap$/),
      );
      expect(await readHead(mirror)).toMatchObject({ commit: rewritten });
      expect(
        await resolveObject(mirror, { ref: released, path: 'a.txt' }),
      ).toMatchObject({ commit: released, kind: 'file' });
    });

    it('leaves nothing behind when the first copy fails', async () => {
      const mirror = join(root, 'mirror.git');
      await expect(
        fetchMirror(mirror, { url: join(root, 'nowhere.git') }),
      ).rejects.toMatchObject({ name: 'GitError' });
      expect(existsSync(mirror)).toBe(false);
      expect(
        execFileSync('ls', ['-A', root]).toString().includes('.building'),
      ).toBe(false);
    });

    describe('behind a password', () => {
      let server: Server;
      let requests: string[];

      beforeEach(async () => {
        requests = [];
        server = createServer(async (req, res) => {
          const authorization = req.headers.authorization ?? 'none';
          const { url = '' } = req;
          requests.push(`${req.headers.host} ${authorization}`);
          if (url.startsWith('/moved.git')) {
            const { port } = server.address() as AddressInfo;
            const target = url.replace('/moved.git', '/service.git');
            res.writeHead(302, {
              Location: `http://localhost:${port}${target}`,
            });
            res.end();
            return;
          }
          const expected = Buffer.from('mirror:p4ss-canary').toString('base64');
          if (authorization !== `Basic ${expected}`) {
            res.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
            return;
          }
          const isPost = req.method === 'POST';
          res.setHeader(
            'Content-Type',
            `application/x-git-upload-pack-${isPost ? 'result' : 'advertisement'}`,
          );
          const options = {
            gitDir,
            service: 'upload-pack' as const,
            output: res,
          };
          if (isPost) {
            await serveExchange({ ...options, input: req, maxInputBytes: 1e6 });
            res.end();
          } else {
            await advertiseRefs(options);
          }
        });
        await new Promise<void>(resolve => {
          server.listen(0, () => resolve());
        });
      });

      afterEach(async () => {
        await new Promise(resolve => {
          server.close(resolve);
          server.closeAllConnections();
        });
      });

      const fetchFrom = (path: string, password: string) => {
        const { port } = server.address() as AddressInfo;
        return fetchMirror(join(root, 'mirror.git'), {
          url: `http://127.0.0.1:${port}${path}`,
          credentials: { username: 'mirror', password },
        });
      };

      it('signs in, and writes the password nowhere', async () => {
        const commit = await commitFiles({ 'a.txt': '1' });
        await fetchFrom('/service.git', 'p4ss-canary');
        const mirror = join(root, 'mirror.git');
        expect(await readHead(mirror)).toMatchObject({ commit });
        const search = (needle: string) =>
          spawnSync('grep', ['-rl', needle, mirror]).status === 0;
        expect(search('refs/heads/main')).toBe(true);
        expect(search('p4ss-canary')).toBe(false);
      });

      it('says that the password is wrong without saying what it is', async () => {
        await expect(fetchFrom('/service.git', 'wr0ng-canary')).rejects.toThrow(
          /^(?!.*wr0ng-canary).*Authentication failed/s,
        );
      });

      it('does not carry the password to another host', async () => {
        await expect(fetchFrom('/moved.git', 'p4ss-canary')).rejects.toThrow();
        expect(requests.some(line => line.startsWith('localhost'))).toBe(true);
        expect(
          requests.filter(
            line => line.startsWith('localhost') && !line.endsWith(' none'),
          ),
        ).toEqual([]);
      });
    });

    it.each([
      ['https://git.example.org/a.git', 'https'],
      ['ssh://git@git.example.org/a.git', 'ssh'],
      ['git@git.example.org:team/a.git', 'ssh'],
      ['/srv/git/a.git', 'file'],
      ['file:///srv/git/a.git', 'file'],
    ])('understands %s', (url, protocol) => {
      expect(readRemoteProtocol(url)).toBe(protocol);
    });

    it.each([
      'ext::sh -c id',
      'ext::sh',
      'git://git.example.org/a.git',
      'ssh://-oProxyCommand=touch/a.git',
      '-oProxyCommand=touch:a',
      'https://user:secret@git.example.org/a.git',
      'relative/path.git',
      '--upload-pack=touch',
      'fd::17/foo',
    ])('refuses %s', url => {
      expect(() => readRemoteProtocol(url)).toThrow();
    });

    it('lets git use no protocol that was not named', async () => {
      const canary = join(root, 'canary');
      await expect(
        runGit(['ls-remote', `ext::touch ${canary}`], {
          gitDir,
          protocols: ['https', 'ssh', 'file'],
          config: { 'protocol.ext.allow': 'always' },
        }),
      ).rejects.toThrow("transport 'ext' not allowed");
      expect(existsSync(canary)).toBe(false);
    });
  });
});

function sleepInGit(
  gitDir: string,
  bounds: { timeoutMs?: number; signal?: AbortSignal },
) {
  return runGit(['-c', 'alias.wait=!sleep 60', 'wait'], { gitDir, ...bounds });
}
