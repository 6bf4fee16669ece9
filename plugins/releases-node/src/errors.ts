import { CustomErrorBase } from '@backstage/errors';

/**
 * The world said no: a build, a hook, a host or a verification failed. The message tells a person what, where, and what
 * to do.
 *
 * @public
 */
export class ReleaseFailure extends CustomErrorBase {
  name = 'ReleaseFailure' as const;
}

/** Somebody stopped the release. @public */
export class CancelledError extends CustomErrorBase {
  name = 'CancelledError' as const;
}

/** Another worker has taken the release over, so this one must not act any more. @public */
export class LeaseLostError extends CustomErrorBase {
  name = 'LeaseLostError' as const;
}
