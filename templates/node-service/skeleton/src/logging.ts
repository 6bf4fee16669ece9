import {
  LogController,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import type { Config } from './config.ts';

/** Where log lines go; `process.stdout` unless a test wants to read them. */
export interface LogDestination {
  write(line: string): void;
}

/**
 * One JSON object a line, with the field names of the Elastic Common Schema, so
 * that a log search for `service.name` finds them without a parsing rule.
 */
export function createLoggerOptions(
  config: Config,
  destination: LogDestination,
): FastifyServerOptions['logger'] {
  return {
    level: config.logLevel,
    stream: destination,
    messageKey: 'message',
    timestamp: () => `,"@timestamp":"${new Date().toISOString()}"`,
    base: {
      'service.name': config.serviceName,
      'service.version': config.version,
      'service.environment': config.environment,
    },
    formatters: { level: label => ({ 'log.level': label }) },
  };
}

/** Writes one line for each request, when it is over. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'request.id' });
  }

  override incomingRequest(): void {}

  override requestCompleted(
    _error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    request.log.info(
      {
        'http.request.method': request.method,
        'http.route': request.routeOptions.url ?? 'unmatched',
        // Without the query, which may hold what does not belong in a log.
        'url.path': request.url.split('?', 1)[0],
        'http.response.status_code': reply.statusCode,
        'event.duration_ms': Math.round(reply.elapsedTime),
      },
      'request',
    );
  }
}
