import { isError } from '@backstage/errors';
import type { HttpRoute } from '@stagedoor/http-contract';
import { http, HttpResponse, type HttpHandler } from 'msw';
import type { z } from 'zod';

const statuses: Record<string, number> = {
  InputError: 400,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
};

/** What a route is asked, as the backend would read it. */
export interface Asked<TRoute extends HttpRoute> {
  params: z.output<TRoute['params']>;
  query: z.output<TRoute['query']>;
  body: TRoute extends { body: infer TBody extends z.ZodObject }
    ? z.output<TBody>
    : undefined;
  idempotencyKey?: string;
}

/** Serves one route of a contract. */
type Answer = <TRoute extends HttpRoute>(
  route: TRoute,
  answer: (
    asked: Asked<TRoute>,
  ) => z.input<TRoute['response']> | Promise<z.input<TRoute['response']>>,
) => HttpHandler;

/** Stands in for the backend of a plugin: what is not as the contract says is refused, as by the backend. */
export function createAnswers(pluginId: string): Answer {
  return (route, answer) => {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    return http[route.method](
      `http://localhost:7007/api/${pluginId}${path}`,
      async ({ request, params }) => {
        try {
          const asked = {
            params: route.params.parse(params),
            query: route.query.parse(readSearch(new URL(request.url))),
            body: route.body?.parse(await request.json()),
            idempotencyKey: request.headers.get('idempotency-key') ?? undefined,
          } as Asked<typeof route>;
          return HttpResponse.json(
            route.response.parse(await answer(asked)) as {},
            { status: route.status ?? 200 },
          );
        } catch (error) {
          return refuse(error);
        }
      },
    );
  };
}

function refuse(error: unknown) {
  const name = isError(error) ? error.name : 'Error';
  const message = isError(error) ? error.message : String(error);
  const status = statuses[name] ?? 500;
  return HttpResponse.json(
    { error: { name, message }, response: { statusCode: status } },
    { status },
  );
}

/** A parameter that is repeated is a list. */
function readSearch({ searchParams }: URL): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map(name => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}
