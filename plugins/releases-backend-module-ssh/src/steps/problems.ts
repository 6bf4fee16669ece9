import { isError } from '@backstage/errors';
import { LeaseLostError, StepContext } from '@stagedoor/plugin-releases-node';

/** Something that ends a release on a host. */
export interface HostProblem {
  /** `no`: the host or the version said so. `lost`: nobody knows, because the host does not answer. */
  kind: 'no' | 'lost';
  message: string;
}

/**
 * Says what an error on a host means for it.
 *
 * @throws the error if it is none of the host: somebody cancels, another worker has taken over, or the platform broke
 */
export function readProblem(
  error: unknown,
  context: Pick<StepContext, 'release' | 'signal'>,
): HostProblem {
  if (!isError(error) || error === context.signal.reason) {
    throw error;
  }
  switch (error.name) {
    case 'ContactLostError':
      return { kind: 'lost', message: `Contact was lost: ${error.message}` };
    case 'HostRefusedError':
      return error.code === 'fenced'
        ? readFence(error.message, context.release)
        : { kind: 'no', message: error.message };
    case 'ReleaseFailure':
    case 'NotAllowedError':
    case 'InputError':
      return { kind: 'no', message: error.message };
    default:
      throw error;
  }
}

function readFence(message: string, release: number): HostProblem {
  const [newest] = message.split(' ').map(Number);
  if (newest === release) {
    throw new LeaseLostError(
      'A host has seen a newer worker of this release; this one stops',
    );
  }
  return {
    kind: 'no',
    message: `release #${newest}, which was asked for later, has been here since; ask for a new release`,
  };
}
