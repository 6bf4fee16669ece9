import { connect } from 'node:net';

/**
 * Connects once.
 *
 * @returns what went wrong; undefined if somebody listens
 */
export function probeTcp(
  address: string,
  port: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise(resolve => {
    const socket = connect({ host: address, port });
    const finish = (problem?: string) => {
      socket.destroy();
      resolve(problem);
    };
    socket.once('connect', () => finish());
    socket.once('error', error => finish(error.message));
    signal.addEventListener('abort', () => finish('it does not answer'), {
      once: true,
    });
  });
}
