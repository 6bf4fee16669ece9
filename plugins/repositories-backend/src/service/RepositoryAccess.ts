import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  Repository,
  repositoryPushPermission,
  repositoryReadPermission,
} from '@stagedoor/plugin-repositories-common';
import { RepositoriesService } from '@stagedoor/plugin-repositories-node';

const descriptorFile = 'catalog-info.yaml';

/**
 * Decides who may read from and push to repositories. Nothing else in this plugin does.
 */
export class RepositoryAccess {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #repositories: RepositoriesService;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
    repositories: RepositoriesService;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#repositories = options.repositories;
  }

  async mayRead(credentials: BackstageCredentials): Promise<boolean> {
    const [{ result }] = await this.#permissions.authorize(
      [{ permission: repositoryReadPermission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }

  /**
   * Finds a repository for somebody.
   *
   * @throws NotFoundError in the same words whether it is missing or hidden
   */
  async requireRead(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<Repository> {
    const repository = (await this.mayRead(credentials))
      ? await this.#repositories.find(name)
      : undefined;
    if (!repository) {
      throw new NotFoundError(`There is no repository named '${name}'`);
    }
    return repository;
  }

  /**
   * Finds a repository for somebody who is about to push to it.
   *
   * @throws NotAllowedError if they may not, saying who may
   */
  async requirePush(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<Repository> {
    const repository = await this.requireRead(name, credentials);
    if (repository.kind === 'mirror') {
      throw new NotAllowedError(
        `'${name}' is a mirror and cannot be pushed to; push to the repository it copies`,
      );
    }
    if (!(await this.#mayPush(repository, credentials))) {
      throw new NotAllowedError(
        `You may not push to '${name}'; the owners of what it describes in its ${descriptorFile} may`,
      );
    }
    return repository;
  }

  async #mayPush(
    repository: Repository,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const permission = repositoryPushPermission;
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      return decision.result === AuthorizeResult.ALLOW;
    }
    const refs = await this.#listDescribedEntities(repository);
    if (refs.length === 0) {
      return false;
    }
    const decisions = await this.#permissions.authorize(
      refs.map(resourceRef => ({ permission, resourceRef })),
      { credentials },
    );
    return decisions.some(({ result }) => result === AuthorizeResult.ALLOW);
  }

  /**
   * Lists the entities that come from the descriptor of the repository. The catalog itself writes down where an entity
   * comes from; no entity can claim to come from a repository that does not contain it.
   */
  async #listDescribedEntities(repository: Repository): Promise<string[]> {
    const descriptor = this.#repositories.viewUrl(repository.name, 'blob', {
      ref: repository.defaultBranch,
      path: descriptorFile,
    });
    const { items } = await this.#catalog.getEntities(
      {
        filter: {
          [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: `url:${descriptor}`,
        },
        fields: ['kind', 'metadata.namespace', 'metadata.name'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items
      .filter(entity => entity.kind !== 'Location')
      .map(stringifyEntityRef);
  }
}
