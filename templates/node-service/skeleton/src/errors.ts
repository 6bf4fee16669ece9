import type { FastifyInstance } from 'fastify';

/** The one shape of every error answer. */
export interface ErrorAnswer {
  error: { code: string; message: string; requestId: string };
}

/**
 * Tells the caller what they did wrong, and nothing about what we did wrong:
 * that is in the log, under the same request id.
 */
export function addErrorHandling(app: FastifyInstance): void {
  app.setErrorHandler<Error & { statusCode?: number; code?: string }>(
    (error, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 400 && status < 500) {
        return reply.code(status).send({
          error: {
            code: error.code ?? 'BAD_REQUEST',
            message: error.message,
            requestId: request.id,
          },
        } satisfies ErrorAnswer);
      }
      request.log.error({ err: error }, 'request failed');
      return reply.code(status).send({
        error: {
          code: 'INTERNAL_ERROR',
          message: 'Something went wrong on our side',
          requestId: request.id,
        },
      } satisfies ErrorAnswer);
    },
  );

  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error: {
        code: 'NOT_FOUND',
        message: `There is no ${request.method} on this path`,
        requestId: request.id,
      },
    } satisfies ErrorAnswer),
  );
}
