import { HttpAuthService } from '@backstage/backend-plugin-api';
import { createContractRouter } from '@stagedoor/http-router';
import {
  createRepositoriesOpenApi,
  repositoriesRoutes,
} from '@stagedoor/plugin-repositories-common';
import express from 'express';
import { RepositoryReader } from '../service/RepositoryReader';

/** Offers a reader over REST. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  reader: RepositoryReader;
}): express.Router {
  const { httpAuth, reader } = options;
  return createContractRouter({
    routes: repositoriesRoutes,
    httpAuth,
    createOpenApi: createRepositoriesOpenApi,
    handlers: {
      listRepositories: ({ query }, asker) => reader.list(query, asker),
      getRepository: ({ params }, asker) => reader.get(params.name, asker),
      listRefs: ({ params }, asker) => reader.listRefs(params.name, asker),
      listCommits: ({ params, query }, asker) =>
        reader.listCommits(params.name, query, asker),
      readTree: ({ params, query }, asker) =>
        reader.readTree(params.name, query, asker),
      readFile: ({ params, query }, asker) =>
        reader.readFile(params.name, query, asker),
    },
  });
}
