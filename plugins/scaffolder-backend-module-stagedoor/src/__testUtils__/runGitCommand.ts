import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs the system's git as a person would, and gives what it wrote. */
export async function git(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, {
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
  });
  return stdout.trim();
}
