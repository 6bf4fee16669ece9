import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/**
 * Counts and times every request, and serves the result at `/metrics`. Labels
 * hold the route's pattern, never the path: a path has no bound, and every new
 * label value costs memory here and in Prometheus.
 */
export function addMetrics(app: FastifyInstance): void {
  // One registry per server, so that tests can start as many as they like.
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the last byte of its response',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const inFlight = new Gauge({
    name: 'http_requests_in_flight',
    help: 'Requests that have no response yet',
    registers: [registry],
  });

  app.addHook('onRequest', async (request, reply) => {
    inFlight.inc();
    // `close` comes exactly once, also when the client hung up half-way.
    reply.raw.once('close', () => {
      inFlight.dec();
      duration.observe(
        {
          method: request.method,
          route: request.routeOptions.url ?? 'unmatched',
          status: String(reply.raw.writableFinished ? reply.statusCode : 499),
        },
        reply.elapsedTime / 1000,
      );
    });
  });

  app.get('/metrics', { logLevel: 'warn' }, async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
}
