import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A real repository with the tags v1, v2, v3 and broken, one commit each, on the branch main. */
export async function createGitSource() {
  const folder = await mkdtemp(join(tmpdir(), 'stagedoor-releases-'));
  const git = async (...args: string[]) => {
    const { stdout } = await run('git', args, {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        GIT_AUTHOR_NAME: 'Ana',
        GIT_AUTHOR_EMAIL: 'ana@test',
        GIT_COMMITTER_NAME: 'Ana',
        GIT_COMMITTER_EMAIL: 'ana@test',
      },
    });
    return stdout.trim();
  };
  await git('init', '--quiet', '--initial-branch=main');
  const commits: Record<string, string> = {};
  for (const tag of ['v1', 'v2', 'v3', 'broken']) {
    await writeFile(join(folder, 'version.txt'), tag);
    await git('add', '.');
    await git('commit', '--quiet', '-m', `Make ${tag}`);
    await git('tag', tag);
    commits[tag] = await git('rev-parse', 'HEAD');
  }
  return {
    commits,
    location: {
      gitDir: join(folder, '.git'),
      fetchedAt: new Date().toISOString(),
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
