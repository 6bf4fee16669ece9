import type { TestContext } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { readConfig } from '../src/config.ts';
import { createServer } from '../src/server.ts';

export interface StartedServer {
  url: string;
  app: FastifyInstance;
  /** Every log line so far, parsed. */
  readLogs(): Record<string, unknown>[];
}

/** Starts the server on a free port, for one test, over real HTTP. */
export async function startServer(
  t: TestContext,
  addRoutes: (app: FastifyInstance) => void = () => {},
): Promise<StartedServer> {
  const lines: string[] = [];
  const { app } = createServer(readConfig({ LOG_LEVEL: 'info' }), {
    write: line => lines.push(line),
  });
  addRoutes(app);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  t.after(() => app.close());
  return { url, app, readLogs: () => lines.map(line => JSON.parse(line)) };
}
