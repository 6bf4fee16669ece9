import { z } from 'zod';
import {
  emptyQuerySchema,
  listCommitsQuerySchema,
  listRepositoriesQuerySchema,
  readPathQuerySchema,
  repositoryCommitListSchema,
  repositoryDetailsSchema,
  repositoryFileSchema,
  repositoryListSchema,
  repositoryParamsSchema,
  repositoryRefListSchema,
  repositoryTreeSchema,
} from './schemas';

/**
 * The REST interface, once: the router, the client and the OpenAPI document are made from it.
 *
 * @public
 */
export const repositoriesRoutes = {
  list: {
    path: '/repositories',
    summary: 'List repositories by name',
    params: emptyQuerySchema,
    query: listRepositoriesQuerySchema,
    response: repositoryListSchema,
  },
  get: {
    path: '/repositories/{name}',
    summary: 'Read one repository',
    params: repositoryParamsSchema,
    query: emptyQuerySchema,
    response: repositoryDetailsSchema,
  },
  refs: {
    path: '/repositories/{name}/refs',
    summary: 'List branches and tags, most recently changed first',
    params: repositoryParamsSchema,
    query: emptyQuerySchema,
    response: repositoryRefListSchema,
  },
  commits: {
    path: '/repositories/{name}/commits',
    summary: 'Read the history of a branch, tag or commit, newest first',
    params: repositoryParamsSchema,
    query: listCommitsQuerySchema,
    response: repositoryCommitListSchema,
  },
  tree: {
    path: '/repositories/{name}/tree',
    summary: 'List a directory',
    params: repositoryParamsSchema,
    query: readPathQuerySchema,
    response: repositoryTreeSchema,
  },
  blob: {
    path: '/repositories/{name}/blob',
    summary: 'Read a file',
    params: repositoryParamsSchema,
    query: readPathQuerySchema,
    response: repositoryFileSchema,
  },
} as const satisfies Record<string, RepositoriesRoute>;

/** @public */
export interface RepositoriesRoute {
  /** Below `/api/repositories`. */
  path: string;
  summary: string;
  params: z.ZodObject;
  query: z.ZodObject;
  response: z.ZodObject;
}
