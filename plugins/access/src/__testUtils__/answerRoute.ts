import { isError } from '@backstage/errors';
import type { HttpRoute } from '@stagedoor/http-contract';
import { http, HttpResponse } from 'msw';
import type { z } from 'zod';

const base = 'http://localhost:7007/api/access';

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

/** Serves one route of a contract: requests and answers that are not as it says are refused, as by the backend. */
export function answerRoute<TRoute extends HttpRoute>(
  route: TRoute,
  answer: (
    asked: Asked<TRoute>,
  ) => z.input<TRoute['response']> | Promise<z.input<TRoute['response']>>,
) {
  const path = route.path.replace(/\{(\w+)\}/g, ':$1');
  return http[route.method](`${base}${path}`, async ({ request, params }) => {
    try {
      const asked = {
        params: route.params.parse(params),
        query: route.query.parse(readSearch(new URL(request.url))),
        body: route.body?.parse(await request.json()),
        idempotencyKey: request.headers.get('idempotency-key') ?? undefined,
      } as Asked<TRoute>;
      return HttpResponse.json(
        route.response.parse(await answer(asked)) as {},
        {
          status: route.status ?? 200,
        },
      );
    } catch (error) {
      const name = isError(error) ? error.name : 'Error';
      const message = isError(error) ? error.message : String(error);
      const status = statuses[name] ?? 500;
      return HttpResponse.json(
        { error: { name, message }, response: { statusCode: status } },
        { status },
      );
    }
  });
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
