import { setTimeout as sleep } from 'node:timers/promises';
import { toError } from '@backstage/errors';

const firstPauseMs = 100;
const longestPauseMs = 1_000;

/**
 * Looks again and again until nothing is wrong or the time is over.
 *
 * @param look - returns what is wrong, or throws it
 * @returns what was wrong last; undefined if all is well
 * @throws the reason of the signal
 */
export async function poll(
  look: (signal: AbortSignal) => Promise<string | undefined>,
  options: {
    withinMs: number;
    /** How long one look may take. */
    attemptMs: number;
    signal: AbortSignal;
    isFatal(error: unknown): boolean;
  },
): Promise<string | undefined> {
  const { withinMs, attemptMs, signal, isFatal } = options;
  const deadline = performance.now() + withinMs;
  let before: string | undefined;
  for (let pauseMs = firstPauseMs; ;) {
    const leftMs = Math.max(Math.ceil(deadline - performance.now()), 1);
    const attempt = AbortSignal.timeout(Math.min(attemptMs, leftMs));
    let problem: string | undefined;
    try {
      problem = await look(AbortSignal.any([signal, attempt]));
    } catch (error) {
      signal.throwIfAborted();
      if (isFatal(error)) {
        throw error;
      }
      if (!attempt.aborted) {
        problem = toError(error).message;
      } else if (leftMs < attemptMs && before !== undefined) {
        // It had less time than it may take, and says less than the look before.
        problem = before;
      } else {
        problem = 'it does not answer';
      }
    }
    before = problem;
    signal.throwIfAborted();
    if (problem === undefined || performance.now() + pauseMs >= deadline) {
      return problem;
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
    signal.throwIfAborted();
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}
