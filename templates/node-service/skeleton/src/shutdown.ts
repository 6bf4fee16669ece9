import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import type { Server } from './server.ts';

/**
 * Stops without breaking a request. In order:
 *
 * 1. `/readyz` answers 503, so that load balancers send new requests elsewhere;
 * 2. for `shutdownDelayMs` everything else goes on, because they need a moment to notice;
 * 3. no new connection is accepted; requests in flight may finish;
 * 4. after `shutdownTimeoutMs` what is still open is cut off.
 *
 * Answers whether every request could finish.
 */
export async function shutDown(
  { app, readiness }: Server,
  config: Pick<Config, 'shutdownDelayMs' | 'shutdownTimeoutMs'>,
): Promise<boolean> {
  readiness.startDraining();
  app.log.info('draining');
  await sleep(config.shutdownDelayMs);

  let finished = true;
  const limit = setTimeout(() => {
    finished = false;
    app.log.error('requests still open at the limit are cut off');
    app.server.closeAllConnections();
  }, config.shutdownTimeoutMs);
  try {
    await app.close();
  } finally {
    clearTimeout(limit);
  }
  app.log.info('stopped');
  return finished;
}
