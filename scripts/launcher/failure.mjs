/**
 * Something the person who runs Stagedoor can mend. `message` is one plain sentence (or two) that says what
 * happened and what to do next; it is printed alone, never with a stack trace.
 */
export class Failure extends Error {
  name = 'Failure';
}

const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network timeout|RequestError/;
const DISK_FULL = /ENOSPC|No space left on device|EDQUOT/;

/**
 * Turns an error of any origin into a Failure.
 *
 * @param {unknown} error - what was thrown
 * @param {{ doing: string, log?: string }} context - what was being done, in words that follow "while", and where its output was kept
 * @returns {Failure}
 */
export function explain(error, { doing, log }) {
  if (error instanceof Failure) {
    return error;
  }
  const text = error instanceof Error ? error.message : String(error);
  const evidence = `${text} ${error?.code ?? ''} ${error?.output ?? ''}`;
  if (DISK_FULL.test(evidence)) {
    return new Failure(
      `The disk is full: it ran out of space while ${doing}. Free some space, then run the same command again.`,
    );
  }
  if (NO_NETWORK.test(evidence)) {
    return new Failure(
      `The network is needed while ${doing}, and the package registry did not answer. Check the connection (or the proxy settings of npm), then run the same command again.`,
    );
  }
  const where = log ? ` The whole output is in ${log}.` : '';
  const firstLine = text.trim().split('\n', 1)[0];
  return new Failure(
    `It failed while ${doing}: ${firstLine.replace(/[.\s]+$/, '')}.${where}`,
  );
}
