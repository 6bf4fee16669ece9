import { execFile } from 'node:child_process';
import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Throws, in words for whoever reads the page, where there is no mkdocs to run.
 *
 * It is looked for anew at each build, so that nothing has to be restarted after installing it. An mkdocs that is there
 * but fails is left to the build, which shows its log.
 */
export async function assertMkdocsInstalled(): Promise<void> {
  const failure = await new Promise<unknown>(resolve => {
    execFile(
      'mkdocs',
      ['--version'],
      { timeout: 10_000, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 },
      error => resolve(error?.code),
    );
  });
  if (failure === 'ENOENT' || failure === 'EACCES') {
    throw new ServiceUnavailableError(
      'Pages are built with mkdocs, and the machine that Stagedoor runs on has none. ' +
        'Install it there (on Debian or Ubuntu: apt-get install mkdocs mkdocs-material), then reload this page.',
    );
  }
}
