/**
 * What every part of the repositories plugin, and everybody who talks to it, agrees on.
 *
 * @packageDocumentation
 */
export {
  repositoriesChangedSchema,
  repositoriesChangedTopic,
  type RepositoriesChanged,
} from './events';
export { isRepositoryName, repositoryNameSchema } from './names';
export { createRepositoriesOpenApi } from './openapi';
export {
  repositoriesPermissions,
  repositoryPushPermission,
  repositoryReadPermission,
} from './permissions';
export { RepositoriesClient } from './RepositoriesClient';
export { repositoriesRoutes } from './routes';
export {
  repositorySchema,
  type Repository,
  type RepositoryCommit,
  type RepositoryCommitList,
  type RepositoryDetails,
  type RepositoryFile,
  type RepositoryList,
  type RepositoryRef,
  type RepositoryRefList,
  type RepositoryTree,
} from './schemas';
export { buildViewUrl, parseViewUrl, type RepositoryLocation } from './viewUrl';
