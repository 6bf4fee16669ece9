/**
 * Gives backend plugins the git repositories of this installation.
 *
 * @packageDocumentation
 */
export type {
  CreateRepositoryOptions,
  EarlierCommit,
  RefChange,
  RepositoriesService,
  RepositoryPath,
} from './RepositoriesService';
export { repositoriesServiceRef } from './repositoriesServiceRef';
export { repositoriesUrlReaderServiceFactory } from './repositoriesUrlReaderServiceFactory';
