import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VersionReader } from './VersionReader';

jest.setTimeout(180_000);

const count = 100_000;
const source = { repository: 'large' };
/** On a machine that does nothing else each takes less than half a second, and a search less than one. */
const pageMs = 4_000;
const searchMs = 8_000;

/** A history with merges, tags and 400 files in 20 folders, as git's own import makes it in seconds. */
async function writeHistory(gitDir: string): Promise<void> {
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', gitDir]);
  const child = spawn(
    'git',
    [`--git-dir=${gitDir}`, 'fast-import', '--quiet'],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const ended = once(child, 'exit');
  let text = '';
  for (let i = 1; i <= count; i++) {
    const message = `Change ${i}: ${i === 777 ? 'the Needle' : 'the hay'}`;
    const content = `${i}\n`;
    text += `commit refs/heads/main\nmark :${i}\ncommitter Ana <ana@example.org> ${1_600_000_000 + i * 600} +0000\ndata ${message.length}\n${message}\n${
      i > 1 ? `from :${i - 1}\n` : ''
    }${
      i > 20 && i % 10 === 0 ? `merge :${i - 9}\n` : ''
    }M 100644 inline ${i % 20}/f${i % 400}.txt\ndata ${content.length}\n${content}\n${
      i % 500 === 0 ? `reset refs/tags/v1.${i / 500}.0\nfrom :${i}\n\n` : ''
    }`;
    if (text.length > 1_000_000) {
      if (!child.stdin.write(text)) {
        await once(child.stdin, 'drain');
      }
      text = '';
    }
  }
  child.stdin.end(text);
  await ended;
}

describe('VersionReader on a history of 100,000 commits', () => {
  let root: string;
  let reader: VersionReader;
  let tag: (name: string) => string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor-large-'));
    const gitDir = join(root, 'large.git');
    await writeHistory(gitDir);
    tag = name =>
      execFileSync('git', [`--git-dir=${gitDir}`, 'rev-parse', name], {
        encoding: 'utf8',
      }).trim();
    reader = new VersionReader({
      sources: {
        locate: async () => ({
          gitDir,
          fetchedAt: new Date().toISOString(),
        }),
      },
    });
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  const list = (query: Partial<Parameters<VersionReader['listVersions']>[1]>) =>
    reader.listVersions(source, { of: 'branch', limit: 25, ...query });

  async function measure<T>(
    what: string,
    limitMs: number,
    work: () => Promise<T>,
  ): Promise<T> {
    const started = performance.now();
    const result = await work();
    const elapsed = Math.round(performance.now() - started);
    process.stdout.write(`100,000 commits, ${what}: ${elapsed} ms\n`);
    expect(elapsed).toBeLessThan(limitMs);
    return result;
  }

  it('answers while a person waits', async () => {
    const first = await measure('first page', pageMs, () => list({}));
    expect(first.items).toHaveLength(25);
    expect(first.items[0]).toMatchObject({ tags: ['v1.200.0'] });

    const deep = `${first.items[0].id}.99000`;
    const page = await measure('page 3,961', pageMs, () =>
      list({ cursor: deep }),
    );
    expect(page.items).toHaveLength(25);

    const found = await measure('search of every message', searchMs, () =>
      list({ search: 'needle' }),
    );
    expect(found.items.map(item => item.subject)).toEqual([
      'Change 777: the Needle',
    ]);

    const byId = await measure('search by id', searchMs, () =>
      list({ search: tag('v1.5.0').slice(0, 12) }),
    );
    expect(byId.items[0].tags).toEqual(['v1.5.0']);

    const tags = await measure('page of tags', pageMs, () =>
      list({ of: 'tags' }),
    );
    expect(tags.items[24].tags).toEqual(['v1.176.0']);

    const changes = await measure('500 commits compared', pageMs, () =>
      reader.compare(
        source,
        { commit: tag('v1.199.0') },
        { commit: tag('v1.200.0') },
      ),
    );
    expect(changes).toMatchObject({ commitCount: 500, fileCount: 400 });
    expect(changes.files).toHaveLength(300);

    const behind = await measure(
      'how far the oldest tag is behind',
      pageMs,
      () => reader.countBehind(source, tag('v1.1.0')),
    );
    expect(behind).toBe(99_500);
  });
});
