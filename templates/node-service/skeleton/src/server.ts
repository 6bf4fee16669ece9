import { fastify, type FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { addErrorHandling } from './errors.ts';
import { addHealthRoutes, createReadiness, type Readiness } from './health.ts';
import {
  RequestLog,
  createLoggerOptions,
  type LogDestination,
} from './logging.ts';
import { addMetrics } from './metrics.ts';
import { chooseRequestId, requestIdHeader } from './requestId.ts';
import { addGreetingRoutes } from './routes/greetings.ts';

export interface Server {
  app: FastifyInstance;
  readiness: Readiness;
}

/** Puts the server together without listening, so that a test can use it as well. */
export function createServer(
  config: Config,
  logDestination: LogDestination = process.stdout,
): Server {
  const app = fastify({
    logger: createLoggerOptions(config, logDestination),
    logController: new RequestLog(),
    genReqId: chooseRequestId,
    bodyLimit: 1024 * 1024,
    requestTimeout: 30_000,
    // Connections that are only kept alive do not hold up a shutdown.
    forceCloseConnections: 'idle',
    // Refuse what was not asked for, instead of quietly bending or dropping it.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  const readiness = createReadiness();

  addErrorHandling(app);
  addMetrics(app);
  addConnectionHeaders(app, readiness);
  addHealthRoutes(app, readiness);
  addGreetingRoutes(app);

  return { app, readiness };
}

function addConnectionHeaders(app: FastifyInstance, readiness: Readiness): void {
  app.addHook('onSend', async (request, reply) => {
    reply.header(requestIdHeader, request.id);
    // Without this a client keeps its connection, and a shutdown waits for it.
    if (!readiness.isReady()) reply.header('connection', 'close');
  });
}
