import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { HttpRoute, parseWith } from '@stagedoor/http-contract';
import express, { Request } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { refuseUnstorable } from './refuseUnstorable';

/** Who asks, and how. @public */
export interface RouteContext {
  credentials: BackstageCredentials<
    BackstageUserPrincipal | BackstageServicePrincipal
  >;
  request: Request;
}

/** Answers one route. What it is given has the shape that the contract says. @public */
export type RouteHandler<TRoute extends HttpRoute> = (
  input: {
    params: z.output<TRoute['params']>;
    query: z.output<TRoute['query']>;
    body: TRoute extends { body: infer TBody extends z.ZodObject }
      ? z.output<TBody>
      : undefined;
  },
  context: RouteContext,
) => Promise<z.input<TRoute['response']>>;

/** Routes that answer with JSON; text and streams are served by whoever has them. */
type JsonRoutes<TRoutes extends Record<string, HttpRoute>> = {
  [
    K in keyof TRoutes as TRoutes[K] extends { responseType: string }
      ? never
      : K
  ]: TRoutes[K];
};

const defaultBodyLimit = '256kb';

/**
 * Serves the routes of a contract, and its description at `/openapi.json`. Only signed-in people and services reach a
 * handler, with parameters, query and body already checked.
 *
 * @public
 */
export function createContractRouter<
  TRoutes extends Record<string, HttpRoute>,
>(options: {
  routes: TRoutes;
  httpAuth: HttpAuthService;
  /** Describes the routes. Called when somebody asks: at the start it would be time for nobody. */
  createOpenApi: () => JsonObject;
  /** One for each route, but for those in `elsewhere`. */
  handlers: {
    [K in keyof JsonRoutes<TRoutes>]:
      RouteHandler<JsonRoutes<TRoutes>[K]> | 'elsewhere';
  };
  /** The largest body that is read, as body-parser writes it. Defaults to 256kb. */
  bodyLimit?: string;
}): express.Router {
  const { routes, httpAuth, createOpenApi, handlers } = options;
  const router = Router();
  const readBody = express.json({
    limit: options.bodyLimit ?? defaultBodyLimit,
    // Only objects and lists are bodies; a bare `1` is a mistake.
    strict: true,
  });

  const serve = (route: HttpRoute, handle: RouteHandler<HttpRoute>) => {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    router[route.method](
      path,
      async (request, _response, next) => {
        // Before the body is read: a stranger sends nothing that we keep.
        await httpAuth.credentials(request, { allow: ['user', 'service'] });
        next();
      },
      ...(route.body ? [readBody] : []),
      async (request, response) => {
        const credentials = await httpAuth.credentials(request, {
          allow: ['user', 'service'],
        });
        const { params, query, body } = request;
        // One by one: a field of the body must not stand before a parameter of the same name.
        [params, query, body].forEach(part => refuseUnstorable(part));
        const answer = await handle(
          {
            params: parseWith(route.params, params),
            query: parseWith(route.query, query),
            body: (route.body && parseWith(route.body, body)) as undefined,
          },
          { credentials, request },
        );
        response.status(route.status ?? 200).json(answer);
      },
    );
  };

  let openApi: JsonObject | undefined;
  router.get('/openapi.json', (_, response) => {
    openApi ??= createOpenApi();
    response.json(openApi);
  });
  for (const [name, handler] of Object.entries(handlers)) {
    if (handler !== 'elsewhere') {
      serve(routes[name], handler as RouteHandler<HttpRoute>);
    }
  }
  return router;
}
