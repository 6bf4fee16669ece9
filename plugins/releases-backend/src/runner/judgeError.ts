import { UndoCause } from './ClaimedRelease';

/**
 * Says what an error out of a step means for the release. `lost` means that this worker has to stop without a word:
 * whoever holds the lease next goes on. Our own database never gets here: it is asked again until the lease is lost.
 */
export function judgeError(
  error: unknown,
  signals: { lost: AbortSignal; cancelled: AbortSignal },
): UndoCause | 'lost' {
  const name = error instanceof Error ? error.name : '';
  if (signals.lost.aborted || name === 'LeaseLostError') {
    return 'lost';
  }
  if (name === 'ReleaseFailure') {
    return 'failed';
  }
  if (signals.cancelled.aborted || name === 'CancelledError') {
    return 'cancelled';
  }
  return 'errored';
}
