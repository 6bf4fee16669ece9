import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { RepositoriesService } from '@stagedoor/plugin-repositories-node';
import {
  findServiceNameProblem,
  NameAvailability,
} from '@stagedoor/service-creation';

/**
 * Knows which names of services are taken. A name is looked up with the platform's own rights, because a name that the
 * person asking may not see is taken all the same; what has it is told only to those who may see it.
 */
export class ServiceNames {
  readonly #options: {
    auth: AuthService;
    catalog: CatalogService;
    repositories: RepositoriesService;
  };

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    repositories: RepositoriesService;
  }) {
    this.#options = options;
  }

  /** Answers a person who is choosing a name. */
  async check(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<NameAvailability> {
    const reason = findServiceNameProblem(name);
    if (reason) {
      return { state: 'invalid', reason };
    }
    const taken = await this.#findEntity(name, credentials);
    if (taken) {
      return taken;
    }
    return (await this.#options.repositories.find(name))
      ? {
          state: 'taken',
          reason: `The built-in store has a repository '${name}'.`,
        }
      : { state: 'free' };
  }

  /** @throws InputError if the catalog has a component of this name */
  async assertFree(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const taken = await this.#findEntity(name, credentials);
    if (taken) {
      throw new InputError(`${taken.reason} Choose another name.`);
    }
  }

  async #findEntity(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<Extract<NameAvailability, { state: 'taken' }> | undefined> {
    const { auth, catalog } = this.#options;
    const entityRef = `component:default/${name}`;
    const exists = await catalog.getEntityByRef(entityRef, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    if (!exists) {
      return undefined;
    }
    const visible = await catalog.getEntityByRef(entityRef, { credentials });
    if (!visible) {
      return {
        state: 'taken',
        reason: `The name '${name}' is taken by a component that you may not see.`,
      };
    }
    const owner =
      visible.relations?.find(({ type }) => type === RELATION_OWNED_BY)
        ?.targetRef ?? visible.spec?.owner?.toString();
    return {
      state: 'taken',
      reason: owner
        ? `The component '${name}' already exists and belongs to ${owner}.`
        : `The component '${name}' already exists and belongs to nobody.`,
      entityRef,
      owner,
    };
  }
}
