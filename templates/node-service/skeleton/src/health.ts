import type { FastifyInstance } from 'fastify';

/** Whether this process wants traffic. Shared by the probes and the shutdown. */
export interface Readiness {
  isReady(): boolean;
  startDraining(): void;
}

export function createReadiness(): Readiness {
  let draining = false;
  return {
    isReady: () => !draining,
    startDraining: () => {
      draining = true;
    },
  };
}

/**
 * `/healthz` says that the process works at all; when it fails, a restart may
 * help. `/readyz` says that it wants requests; when it fails, it is only left
 * alone. Add checks of what the service cannot work without to `/readyz`, never
 * to `/healthz`: a database that is down is not mended by restarting this.
 */
export function addHealthRoutes(
  app: FastifyInstance,
  readiness: Readiness,
): void {
  app.get('/healthz', { logLevel: 'warn' }, async () => ({ status: 'ok' }));

  app.get('/readyz', { logLevel: 'warn' }, async (_request, reply) => {
    if (readiness.isReady()) return { status: 'ready' };
    reply.code(503);
    return { status: 'draining' };
  });
}
