import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  RepositoryCommitList,
  RepositoryDetails,
  RepositoryFile,
  RepositoryList,
  RepositoryRefList,
  RepositoryTree,
} from '@stagedoor/plugin-repositories-common';

/** Who asks. */
export interface Asker {
  credentials: BackstageCredentials;
}

/** Answers what people and programs ask about repositories, as far as they may know. */
export interface RepositoryReader {
  list(
    query: { cursor?: string; limit: number },
    asker: Asker,
  ): Promise<RepositoryList>;
  get(name: string, asker: Asker): Promise<RepositoryDetails>;
  listRefs(name: string, asker: Asker): Promise<RepositoryRefList>;
  listCommits(
    name: string,
    query: { ref?: string; cursor?: string; limit: number },
    asker: Asker,
  ): Promise<RepositoryCommitList>;
  readTree(
    name: string,
    query: { ref?: string; path: string },
    asker: Asker,
  ): Promise<RepositoryTree>;
  readFile(
    name: string,
    query: { ref?: string; path: string },
    asker: Asker,
  ): Promise<RepositoryFile>;
}
