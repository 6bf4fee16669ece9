import { HttpRoute } from '@stagedoor/http-contract';
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
  listRepositories: {
    method: 'get',
    path: '/repositories',
    summary: 'List repositories by name',
    params: emptyQuerySchema,
    query: listRepositoriesQuerySchema,
    response: repositoryListSchema,
  },
  getRepository: {
    method: 'get',
    path: '/repositories/{name}',
    summary: 'Read one repository',
    params: repositoryParamsSchema,
    query: emptyQuerySchema,
    response: repositoryDetailsSchema,
  },
  listRefs: {
    method: 'get',
    path: '/repositories/{name}/refs',
    summary: 'List branches and tags, most recently changed first',
    params: repositoryParamsSchema,
    query: emptyQuerySchema,
    response: repositoryRefListSchema,
  },
  listCommits: {
    method: 'get',
    path: '/repositories/{name}/commits',
    summary: 'Read the history of a branch, tag or commit, newest first',
    params: repositoryParamsSchema,
    query: listCommitsQuerySchema,
    response: repositoryCommitListSchema,
  },
  readTree: {
    method: 'get',
    path: '/repositories/{name}/tree',
    summary: 'List a directory',
    params: repositoryParamsSchema,
    query: readPathQuerySchema,
    response: repositoryTreeSchema,
  },
  readFile: {
    method: 'get',
    path: '/repositories/{name}/blob',
    summary: 'Read a file',
    params: repositoryParamsSchema,
    query: readPathQuerySchema,
    response: repositoryFileSchema,
  },
} as const satisfies Record<string, HttpRoute>;
