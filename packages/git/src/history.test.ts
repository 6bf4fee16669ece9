import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countCommits, listCommits, measureDistance } from './compareCommits';
import { compareTrees } from './compareTrees';
import { fetchMirror } from './fetchMirror';
import { readLog } from './readLog';
import { readNames } from './readNames';
import { readTags } from './readTags';
import { readTagsOf } from './readTagsOf';
import { CommitNameKind, resolveCommit } from './resolveCommit';

jest.setTimeout(30_000);

describe('the history of a repository', () => {
  let root: string;
  let gitDir: string;
  let at: number;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor history '));
    gitDir = join(root, 'service.git');
    at = 1_772_000_000;
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', gitDir]);
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  function git(args: string[], input = ''): string {
    return execFileSync('git', [`--git-dir=${gitDir}`, ...args], {
      encoding: 'utf8',
      input,
      env: {
        PATH: process.env.PATH,
        GIT_COMMITTER_NAME: 'Ana',
        GIT_COMMITTER_EMAIL: 'ana@example.org',
        GIT_COMMITTER_DATE: `${at} +0000`,
      },
    }).trim();
  }

  function commit(message: string, path = 'f', branch = 'main'): string {
    at += 60;
    const parent = git([
      'for-each-ref',
      '--format=%(objectname)',
      `refs/heads/${branch}`,
    ]);
    git(
      ['fast-import', '--quiet'],
      `commit refs/heads/${branch}\ncommitter Ana <a@example.org> ${at} +0000\ndata ${Buffer.byteLength(message)}\n${message}\n${
        parent ? `from ${parent}\n` : ''
      }M 100644 inline ${path}\ndata ${Buffer.byteLength(message)}\n${message}\n`,
    );
    return git(['rev-parse', `refs/heads/${branch}`]);
  }

  it('resolves tags before branches before ids, unless told otherwise', async () => {
    const first = commit('One');
    const second = commit('Two');
    git(['tag', 'main', first]);
    const resolve = (name: string, kinds?: readonly CommitNameKind[]) =>
      resolveCommit(gitDir, name, { kinds });
    expect(await resolve('main')).toEqual({ commit: first, kind: 'tag' });
    expect(await resolve('main', ['branch'])).toEqual({
      commit: second,
      kind: 'branch',
    });
    expect(await resolve(second.slice(0, 7))).toEqual({
      commit: second,
      kind: 'commit',
    });
    expect(await resolve(second, ['tag'])).toBeUndefined();
    expect(await resolve('HEAD')).toBeUndefined();
    await expect(resolve('main^')).rejects.toThrow(/Invalid ref/);
  });

  it('asks for more of an id with which several begin', async () => {
    git(
      ['fast-import', '--quiet'],
      Array.from(
        { length: 1_000 },
        (_, i) =>
          `commit refs/heads/main\ncommitter Ana <a@example.org> ${at + i} +0000\ndata 1\nx\n`,
      ).join(''),
    );
    const ids = git(['rev-list', 'main']).split('\n');
    const beginnings = ids.map(id => id.slice(0, 4));
    const shared = beginnings.find(
      (start, index) => beginnings.indexOf(start) !== index,
    );
    expect(shared).toBeDefined();
    await expect(resolveCommit(gitDir, shared!)).rejects.toThrow(
      /Several ids begin with/,
    );
    expect((await resolveCommit(gitDir, ids[7].slice(0, 12)))?.commit).toBe(
      ids[7],
    );
  });

  it('lists tags newest first with the commits that they name', async () => {
    const first = commit('One');
    git(['tag', 'light', first]);
    const second = commit('Two');
    at += 60;
    git(['tag', '-a', '-m', 'Signed off', 'annotated', first]);
    git(['update-ref', 'refs/tags/blob', git(['rev-parse', 'main:f'])]);
    expect(await readTags(gitDir)).toEqual([
      expect.objectContaining({
        name: 'annotated',
        taggedAt: at,
        commit: expect.objectContaining({ id: first, subject: 'One' }),
      }),
      expect.objectContaining({
        name: 'light',
        commit: expect.objectContaining({ id: first, author: 'Ana' }),
      }),
    ]);
    git(['tag', 'later', second]);
    expect(
      (await readTags(gitDir, { mergedInto: first })).map(({ name }) => name),
    ).toEqual(['annotated', 'light']);
    const names = await readNames(gitDir, [first, second]);
    expect(names.get(first)).toEqual({
      tags: ['annotated', 'light'],
      branches: [],
    });
    expect(names.get(second)).toEqual({ tags: ['later'], branches: ['main'] });
  });

  it('tells the tags of a commit in one breath with whether it exists', async () => {
    const first = commit('One');
    git(['tag', 'light', first]);
    const second = commit('Two');
    git(['tag', 'one,and-two', second]);
    const third = commit('Three');
    git(['tag', '-a', '-m', 'Signed off', 'annotated', first]);
    expect(await readTagsOf(gitDir, first)).toEqual(['annotated', 'light']);
    expect(await readTagsOf(gitDir, second)).toEqual(['one,and-two']);
    expect(await readTagsOf(gitDir, third)).toEqual([]);
    for (const other of [
      git(['rev-parse', 'annotated']),
      git(['rev-parse', 'main:f']),
      git(['rev-parse', 'main^{tree}']),
      '0123456789'.repeat(4),
      'main',
      '--all',
    ]) {
      expect(await readTagsOf(gitDir, other)).toBeUndefined();
    }
  });

  it('measures how far two commits are from each other', async () => {
    const base = commit('Base', 'api/a');
    git(['branch', 'side', base]);
    const side = commit('Side', 'web/s', 'side');
    commit('Web', 'web/w');
    const head = commit('Api', 'api/b');
    expect(await measureDistance(gitDir, { from: side, to: head })).toEqual({
      ahead: 2,
      behind: 1,
    });
    expect(
      await measureDistance(gitDir, { from: side, to: head, path: 'api' }),
    ).toEqual({ ahead: 1, behind: 0 });
    expect(await countCommits(gitDir, { commit: head, path: 'api' })).toBe(2);
    const commits = await listCommits(gitDir, {
      to: head,
      without: side,
      limit: 1,
    });
    expect(commits.map(({ subject }) => subject)).toEqual(['Api']);
    await expect(
      measureDistance(gitDir, { from: 'main', to: head }),
    ).rejects.toThrow(/full commit ids/);
  });

  it('counts lines only of files that it lists, whatever they are called', async () => {
    const from = commit('one\n', ':(glob)**');
    commit('two\nthree\n', '-x');
    commit('two\nthree\n', '--output=y');
    const to = commit('four\n', ':(glob)**');
    expect(await compareTrees(gitDir, { from, to, limit: 2 })).toEqual({
      files: [
        { path: '--output=y', change: 'added', added: 2, removed: 0 },
        { path: '-x', change: 'added', added: 2, removed: 0 },
      ],
      fileCount: 3,
    });
    expect(
      await compareTrees(gitDir, { from, to, path: ':(glob)**', limit: 9 }),
    ).toEqual({
      files: [{ path: ':(glob)**', change: 'changed', added: 1, removed: 1 }],
      fileCount: 1,
    });
  });

  it('searches messages as they are written', async () => {
    commit('Grüße an .*');
    commit('Another');
    const search = async (text: string) =>
      (await readLog(gitDir, { ref: 'main', limit: 5, search: text }))?.commits
        .length;
    expect(await search('grüße AN .*')).toBe(1);
    expect(await search('.+')).toBe(0);
    expect(await search('--all')).toBe(0);
    await expect(search('')).rejects.toThrow(/one line/);
  });

  it('keeps a mirror within its size', async () => {
    const noise = Array.from({ length: 20_000 }, () => Math.random()).join();
    commit(noise);
    const copy = join(root, 'copy.git');
    await expect(
      fetchMirror(copy, { url: gitDir }, { maxBytes: 10_000 }),
    ).rejects.toThrow(/larger than the 10000 bytes/);
    await fetchMirror(copy, { url: gitDir }, { maxBytes: 10_000_000 });
    expect((await resolveCommit(copy, 'main'))?.kind).toBe('branch');
  });
});
