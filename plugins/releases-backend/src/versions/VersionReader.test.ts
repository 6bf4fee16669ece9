import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReleaseSources } from '@stagedoor/plugin-releases-node';
import { VersionReader } from './VersionReader';

const source = { repository: 'shop' };
const start = Date.UTC(2026, 2, 1) / 1000;

jest.setTimeout(30_000);

describe('VersionReader', () => {
  let root: string;
  let gitDir: string;
  let reader: VersionReader;
  let written = 0;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor versions '));
    gitDir = join(root, 'shop.git');
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', gitDir]);
    written = 0;
    const sources: ReleaseSources = {
      locate: async () => ({
        gitDir,
        fetchedAt: new Date().toISOString(),
      }),
    };
    reader = new VersionReader({ sources });
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  const git = (args: string[], input = '') =>
    execFileSync('git', [`--git-dir=${gitDir}`, ...args], {
      encoding: 'utf8',
      input,
      env: {
        PATH: process.env.PATH,
        GIT_COMMITTER_NAME: 'Ana',
        GIT_COMMITTER_EMAIL: 'ana@example.org',
        GIT_COMMITTER_DATE: `${start + written * 60} +0000`,
      },
    }).trim();

  /** Adds commits to a branch through git's own import; the last entry of `files` null removes a file. */
  function commit(
    message: string,
    options: {
      branch?: string;
      from?: string;
      merge?: string;
      files?: Record<string, string | null>;
    } = {},
  ): string {
    const branch = `refs/heads/${options.branch ?? 'main'}`;
    const at = start + written++ * 60;
    const parent =
      options.from ??
      git(['for-each-ref', '--format=%(objectname)', branch]) ??
      '';
    const text = (value: string) =>
      `data ${Buffer.byteLength(value)}\n${value}\n`;
    execFileSync('git', [`--git-dir=${gitDir}`, 'fast-import', '--quiet'], {
      input: [
        `commit ${branch}`,
        `author Ana Ruiz <ana@example.org> ${at} +0000`,
        `committer Ana Ruiz <ana@example.org> ${at} +0000`,
        `${text(message)}${parent ? `from ${parent}\n` : ''}${
          options.merge ? `merge ${options.merge}\n` : ''
        }${Object.entries(options.files ?? { 'n.txt': `${written}\n` })
          .map(([path, content]) =>
            content === null
              ? `D ${path}\n`
              : `M 100644 inline ${path}\n${text(content)}`,
          )
          .join('')}`,
      ].join('\n'),
    });
    return git(['rev-parse', branch]);
  }

  const list = (
    query: Partial<Parameters<VersionReader['listVersions']>[1]> = {},
  ) => reader.listVersions(source, { of: 'branch', limit: 25, ...query });

  describe('listVersions', () => {
    it('lists a branch newest first, with names and where each runs', async () => {
      const first = commit('Take payments');
      git(['tag', 'v1.0.0', first]);
      git(['tag', '-a', '-m', 'Signed off', 'stable', first]);
      const second = commit('Refund a part');
      commit('Try something', { branch: 'try/it', from: first });

      const page = await reader.listVersions(
        source,
        { of: 'branch', limit: 25 },
        { runsOn: new Map([[first, ['production']]]) },
      );
      expect(page).toEqual({
        items: [
          {
            id: second,
            subject: 'Refund a part',
            author: 'Ana Ruiz',
            committedAt: expect.stringMatching(/^2026-03-01T/),
            tags: [],
            branches: ['main'],
            runsOn: [],
          },
          expect.objectContaining({
            id: first,
            tags: expect.arrayContaining(['stable', 'v1.0.0']),
            runsOn: ['production'],
          }),
        ],
        branches: ['main', 'try/it'],
      });
      const other = await list({ branch: 'try/it', limit: 1 });
      expect(other.items[0].subject).toBe('Try something');
    });

    it.each(['branch', 'tags'] as const)(
      'goes on where a page of %s ended, although somebody pushed',
      async of => {
        for (let i = 1; i <= 5; i++) {
          git(['tag', `v${i}`, commit(`Change ${i}`)]);
        }
        const first = await list({ of, limit: 2 });
        git(['tag', 'v6', commit('Change 6')]);
        const second = await list({ of, limit: 2, cursor: first.nextCursor });
        const third = await list({ of, limit: 2, cursor: second.nextCursor });
        expect(
          [first, second, third].map(page =>
            page.items.map(item => item.subject),
          ),
        ).toEqual([
          ['Change 5', 'Change 4'],
          ['Change 3', 'Change 2'],
          ['Change 1'],
        ]);
        expect(third.nextCursor).toBeUndefined();
      },
    );

    it('pages through tags of the same second, each commit once', async () => {
      const commits = ['a', 'b', 'c'].map(name => commit(name));
      // Lightweight tags bear the time of their commit; annotated ones their own.
      for (const name of ['ü', 'z', 'B', 'a']) {
        git(['tag', '-a', '-m', name, name, commits[0]]);
        git(['tag', '-a', '-m', name, `${name}2`, commits[1]]);
      }
      git(['tag', '-a', '-m', 'c', 'M', commits[2]]);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ of: 'tags', limit: 1, cursor });
        seen.push(...page.items.map(item => item.subject));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen.sort()).toEqual(['a', 'b', 'c']);
    });

    it('searches messages by plain text, tags and the beginning of an id', async () => {
      const first = commit('Count [a-z]* as TEXT');
      const second = commit('Refund a part\n\nBecause of ABC-17');
      git(['tag', 'v2.0.0', first]);
      commit('Something else');
      const search = async (text: string, of: 'tags' | 'branch' = 'branch') =>
        (await list({ of, search: text })).items.map(item => item.id);

      expect(await search('[a-z]* as text')).toEqual([first]);
      expect(await search('abc-17')).toEqual([second]);
      expect(await search('.*')).toEqual([]);
      expect(await search('--all')).toEqual([]);
      expect(await search(second.slice(0, 9).toUpperCase())).toEqual([second]);
      expect(await search('v2')).toEqual([first]);
      expect(await search('2.0', 'tags')).toEqual([first]);
      expect(await search('count', 'tags')).toEqual([first]);
      expect(await search(first.slice(0, 8), 'tags')).toEqual([first]);
      await expect(search('a\nb')).rejects.toThrow(/one line/);
    });

    it('does not find commits of other branches', async () => {
      const first = commit('One');
      const other = commit('Two', { branch: 'other', from: first });
      git(['tag', 'v9', other]);
      expect((await list({ search: other.slice(0, 10) })).items).toEqual([]);
      expect((await list({ search: 'v9' })).items).toEqual([]);
      expect(
        (await list({ search: 'v9', branch: 'other' })).items,
      ).toHaveLength(1);
    });

    it('fills a page of what it finds', async () => {
      const titles = ['One', 'Two', 'Three', 'Four'].map(word => {
        commit(`Change ${word}`);
        return `Change ${word}`;
      });
      const [oldest, ...others] = titles;
      const page = await list({ search: 'change', limit: 3 });
      const rest = await list({
        search: 'change',
        limit: 3,
        cursor: page.nextCursor,
      });
      const subjects = ({ items }: typeof page) =>
        items.map(({ subject }) => subject);
      expect(subjects(page)).toEqual(others.reverse());
      expect(subjects(rest)).toEqual([oldest]);

      const named = commit('Another');
      git(['tag', 'change', named]);
      const first = await list({ search: 'change', limit: 3 });
      const second = await list({
        search: 'change',
        limit: 3,
        cursor: first.nextCursor,
      });
      expect(subjects(first)).toEqual(['Another', ...others.slice(0, 2)]);
      expect(subjects(second)).toEqual([others[2], oldest]);
    });

    it('does not repeat what it has shown on top of a search', async () => {
      const first = commit('Release v1 of it');
      git(['tag', 'v1', first]);
      commit('Prepare v1');
      commit('After v1');
      const page = await list({ search: 'v1', limit: 2 });
      const rest = await list({
        search: 'v1',
        limit: 2,
        cursor: page.nextCursor,
      });
      expect(page.items[0].id).toBe(first);
      expect(
        [...page.items, ...rest.items].map(item => item.subject).sort(),
      ).toEqual(['After v1', 'Prepare v1', 'Release v1 of it']);
    });

    it('takes the branch, although a tag has its name', async () => {
      const first = commit('One');
      commit('Two');
      git(['tag', 'main', first]);
      expect((await list()).items).toHaveLength(2);
      expect(await reader.countBehind(source, first)).toBe(1);
    });

    it('says which branch is missing', async () => {
      commit('One');
      await expect(list({ branch: 'gone' })).rejects.toThrow(
        "There is no branch 'gone' in the repository 'shop'",
      );
    });

    it.each(['x', 't.', '0.1', '--all.3', `${'a'.repeat(40)}.x`])(
      'refuses the cursor %s',
      async cursor => {
        commit('One');
        await expect(list({ cursor })).rejects.toThrow(/Invalid cursor/);
        await expect(list({ cursor, of: 'tags' })).rejects.toThrow(
          /Invalid cursor/,
        );
      },
    );
  });

  describe('resolveVersion', () => {
    it('finds tags, branches and commits', async () => {
      const first = commit('One');
      git(['tag', '-a', '-m', 'x', 'v1', first]);
      const second = commit('Two');
      const resolve = (text: string) => reader.resolveVersion(source, text);

      expect(await resolve('v1')).toEqual({ commit: first, label: 'v1' });
      expect(await resolve('main')).toEqual({ commit: second, label: 'main' });
      expect(await resolve(first)).toEqual({ commit: first, label: 'v1' });
      expect(await resolve(second)).toEqual({ commit: second });
      expect(await resolve(second.slice(0, 8))).toEqual({ commit: second });
      await expect(resolve('v2')).rejects.toThrow(
        "There is no tag, branch or commit 'v2' in the repository 'shop'",
      );
      await expect(resolve('a'.repeat(40))).rejects.toThrow(/There is no/);
    });

    it('takes a whole id for nothing else', async () => {
      const first = commit('One');
      const second = commit('Two');
      git(['update-ref', `refs/heads/${first}`, second]);
      expect((await reader.resolveVersion(source, first)).commit).toBe(first);
    });

    it.each([
      '--upload-pack=touch /tmp/x',
      '-x',
      'a..b',
      'a...b',
      ':path',
      'main:README.md',
      'main@{1}',
      '@{upstream}',
      'main^',
      'main~1',
      'main^{/One}',
      ':/One',
      'refs/../x',
      'a b',
      'a\nb',
      '',
    ])('refuses %j', async text => {
      commit('One');
      await expect(reader.resolveVersion(source, text)).rejects.toThrow(
        expect.objectContaining({ name: 'InputError' }),
      );
    });

    it.each(['HEAD', 'FETCH_HEAD', 'refs/heads/main', 'heads/main', '@'])(
      'does not know %s',
      async text => {
        commit('One');
        await expect(reader.resolveVersion(source, text)).rejects.toThrow(
          /There is no|Invalid ref/,
        );
      },
    );

    it('does not release a tag of something that is no commit', async () => {
      commit('One');
      git(['update-ref', 'refs/tags/tree', git(['rev-parse', 'main^{tree}'])]);
      await expect(reader.resolveVersion(source, 'tree')).rejects.toThrow(
        /There is no/,
      );
      expect((await list({ of: 'tags' })).items).toEqual([]);
    });
  });

  describe('compare', () => {
    const compare = (
      from: string | undefined,
      to: string,
      of: Parameters<VersionReader['compare']>[0] = source,
    ) =>
      reader.compare(of, from ? { commit: from } : undefined, { commit: to });

    it('tells what comes, file by file', async () => {
      const first = commit('One', {
        files: {
          'a.txt': 'a\n',
          'old name.txt': `${'same\n'.repeat(20)}`,
          'gone.txt': 'x\n',
          'binary.bin': '\u0000\u0001',
        },
      });
      const second = commit('Two', {
        files: {
          'a.txt': 'a\nb\n',
          'old name.txt': null,
          'new\tname.txt': `${'same\n'.repeat(20)}more\n`,
          'gone.txt': null,
          'binary.bin': '\u0000\u0002',
          'ä.txt': '1\n2\n',
        },
      });
      expect(await compare(first, second)).toEqual({
        from: { commit: first },
        to: { commit: second },
        direction: 'forward',
        commits: [expect.objectContaining({ id: second, subject: 'Two' })],
        commitCount: 1,
        files: [
          { path: 'a.txt', change: 'changed', added: 1, removed: 0 },
          { path: 'binary.bin', change: 'changed' },
          { path: 'gone.txt', change: 'removed', added: 0, removed: 1 },
          { path: 'new\tname.txt', change: 'renamed', added: 1, removed: 0 },
          { path: 'ä.txt', change: 'added', added: 2, removed: 0 },
        ],
        fileCount: 5,
      });
    });

    it('tells what goes when going backward', async () => {
      const first = commit('One');
      commit('Two');
      const third = commit('Three');
      const changes = await compare(third, first);
      expect(changes).toMatchObject({ direction: 'backward', commitCount: 2 });
      expect(changes.commits.map(({ subject }) => subject)).toEqual([
        'Three',
        'Two',
      ]);
    });

    it('sees that two histories have parted, also when they met again', async () => {
      const base = commit('Base');
      const left = commit('Left', { branch: 'left', from: base });
      const right = commit('Right', { files: { 'r.txt': 'r\n' } });
      expect(await compare(left, right)).toMatchObject({
        direction: 'diverged',
        commitCount: 1,
        commits: [{ subject: 'Right' }],
      });
      const merge = commit('Merge', { merge: left });
      expect(await compare(left, merge)).toMatchObject({
        direction: 'forward',
        commitCount: 2,
      });
    });

    it('knows the first release, and the same one again', async () => {
      commit('One');
      const second = commit('Two');
      expect(await compare(undefined, second)).toMatchObject({
        direction: 'first',
        commitCount: 2,
        commits: [{ subject: 'Two' }, { subject: 'One' }],
      });
      expect(await compare(second, second)).toMatchObject({
        direction: 'same',
        commits: [],
        files: [],
      });
    });

    it('lists at most 100 commits and 300 files, and counts all', async () => {
      const first = commit('Start');
      git(
        ['fast-import', '--quiet'],
        Array.from(
          { length: 101 },
          (_, i) =>
            `commit refs/heads/main\ncommitter Ana <a@example.org> ${start + i} +0000\ndata 1\nx\n${
              i === 0 ? `from ${first}\n` : ''
            }${[0, 1, 2]
              .map(n => `M 100644 inline f/${i}-${n}.txt\ndata 1\nx\n`)
              .join('')}`,
        ).join(''),
      );
      const changes = await compare(first, git(['rev-parse', 'main']));
      expect(changes).toMatchObject({ commitCount: 101, fileCount: 303 });
      expect(changes.commits).toHaveLength(100);
      expect(changes.files).toHaveLength(300);
    });

    it('counts only what touches the folder that is built', async () => {
      const of = { ...source, folder: 'api' };
      const first = commit('One', { files: { 'api/a': '1', 'web/a': '1' } });
      const second = commit('Web', { files: { 'web/a': '2' } });
      const third = commit('Api', { files: { 'api/a': '2' } });
      expect(await compare(first, third, of)).toMatchObject({
        direction: 'forward',
        commitCount: 1,
        commits: [{ subject: 'Api' }],
        files: [{ path: 'api/a' }],
        fileCount: 1,
      });
      expect(await compare(first, second, of)).toMatchObject({
        direction: 'forward',
        commitCount: 0,
        fileCount: 0,
      });
      expect(await reader.countBehind(of, first)).toBe(1);
    });

    it('says so when what runs has vanished, and when the new one has', async () => {
      const first = commit('One');
      const gone = 'b'.repeat(40);
      expect(await compare(gone, first)).toMatchObject({
        direction: 'diverged',
        problem: expect.stringContaining('bbbbbbbbbb'),
      });
      await expect(compare(first, gone)).rejects.toThrow(
        expect.objectContaining({ name: 'NotFoundError' }),
      );
    });
  });

  it('counts how far a commit is behind the branch of the pipeline', async () => {
    const first = commit('One');
    commit('Two');
    commit('Elsewhere', { branch: 'next', from: first });
    expect(await reader.countBehind(source, first)).toBe(1);
    expect(await reader.countBehind({ ...source, branch: 'next' }, first)).toBe(
      1,
    );
    expect(await reader.countBehind(source, 'c'.repeat(40))).toBeUndefined();
    expect(
      await reader.countBehind({ ...source, branch: 'gone' }, first),
    ).toBeUndefined();
  });
});
