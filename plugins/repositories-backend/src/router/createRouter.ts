import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  createRepositoriesOpenApi,
  repositoriesRoutes as routes,
} from '@stagedoor/plugin-repositories-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { Asker, RepositoryReader } from '../service/RepositoryReader';

/** Offers a reader over REST. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  reader: RepositoryReader;
}): express.Router {
  const { httpAuth, reader } = options;
  const router = Router();
  const document = createRepositoriesOpenApi();

  function serve<
    TParams extends z.ZodObject,
    TQuery extends z.ZodObject,
    TResponse extends z.ZodObject,
  >(
    route: {
      path: string;
      params: TParams;
      query: TQuery;
      response: TResponse;
    },
    answer: (
      params: z.output<TParams>,
      query: z.output<TQuery>,
      asker: Asker,
    ) => Promise<z.input<TResponse>>,
  ) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    router.get(path, async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const params = parse(route.params, req.params);
      const query = parse(route.query, req.query);
      res.json(await answer(params, query, { credentials }));
    });
  }

  serve(routes.list, (_, query, asker) => reader.list(query, asker));
  serve(routes.get, ({ name }, _, asker) => reader.get(name, asker));
  serve(routes.refs, ({ name }, _, asker) => reader.listRefs(name, asker));
  serve(routes.commits, ({ name }, query, asker) =>
    reader.listCommits(name, query, asker),
  );
  serve(routes.tree, ({ name }, query, asker) =>
    reader.readTree(name, query, asker),
  );
  serve(routes.blob, ({ name }, query, asker) =>
    reader.readFile(name, query, asker),
  );
  router.get('/openapi.json', (_, res) => {
    res.json(document);
  });

  return router;
}

function parse<TSchema extends z.ZodObject>(
  schema: TSchema,
  value: unknown,
): z.output<TSchema> {
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = issue.path.map(String).join('.');
    throw new InputError(path ? `${path}: ${issue.message}` : issue.message);
  }
  return result.data;
}
