import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';
import { releaseReadPermission } from '@stagedoor/plugin-releases-common';
import { canonicalRef, findOwner } from '@stagedoor/catalog-people';
import { ReleaseCondition } from '../store/releaseConditions';
import { ReleaseReader } from '../store/ReleaseReader';
import { StoredRelease } from '../store/rows';
import { Asker, Rights, sayMissing } from './Asker';
import { GuardedRelease } from './releaseRules';

/** Keeps from people what they may not see or do. */
export class ReleaseAccess {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #reader: ReleaseReader;
  readonly #ruleset: PermissionRuleset<GuardedRelease, ReleaseCondition>;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
    reader: ReleaseReader;
    ruleset: PermissionRuleset<GuardedRelease, ReleaseCondition>;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#reader = options.reader;
    this.#ruleset = options.ruleset;
  }

  /** Which releases somebody may see; undefined for none, and no conditions for all. */
  async findVisible(
    credentials: BackstageCredentials,
  ): Promise<
    { conditions?: PermissionCriteria<ReleaseCondition> } | undefined
  > {
    const decision = await this.#decideRead(credentials);
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return {};
      case AuthorizeResult.CONDITIONAL:
        return {
          conditions: createConditionTransformer(this.#ruleset)(
            decision.conditions,
          ),
        };
      default:
        return undefined;
    }
  }

  /** Tells of the owners of components whether somebody may see the releases of these. */
  async judgeOwners(
    credentials: BackstageCredentials,
  ): Promise<(componentOwner: string) => boolean> {
    const decision = await this.#decideRead(credentials);
    return componentOwner => this.#isVisible(decision, { componentOwner });
  }

  /**
   * Finds a release for somebody.
   *
   * @throws NotFoundError in the same words whether it is missing or hidden
   */
  async requireRelease(
    id: number,
    credentials: BackstageCredentials,
  ): Promise<StoredRelease> {
    const [decision, release] = await Promise.all([
      this.#decideRead(credentials),
      this.#reader.find(id),
    ]);
    if (!release || !this.#isVisible(decision, release)) {
      throw new NotFoundError(`There is no release #${id} that you may see`);
    }
    return release;
  }

  /**
   * Makes sure that somebody may see a component, and its releases.
   *
   * @returns its ref in its one spelling
   * @throws NotFoundError in the same words whether it is missing or hidden
   */
  async requireComponent(
    written: string,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const ref = canonicalRef(written, 'component', 'component');
    const [decision, entity] = await Promise.all([
      this.#decideRead(credentials),
      this.#catalog.getEntityByRef(ref, {
        credentials: await this.#asReader(credentials),
      }),
    ]);
    const isVisible =
      entity !== undefined &&
      this.#isVisible(decision, { componentOwner: findOwner(entity) ?? '' });
    if (!isVisible) {
      throw new NotFoundError(`There is no ${ref} that you may see`);
    }
    return ref;
  }

  /**
   * As whom the catalog is asked about a component. A person sees what the catalog shows to them. A program has no roles: it
   * sees every component whose releases its token lets it read, which is asked for beside this; and a token that is
   * restricted to this plugin cannot be taken to the catalog.
   */
  async #asReader(
    credentials: BackstageCredentials,
  ): Promise<BackstageCredentials> {
    return this.#auth.isPrincipal(credentials, 'service')
      ? this.#auth.getOwnServiceCredentials()
      : credentials;
  }

  /** Begins to ask what somebody may do, so that {@link requireRight} has not to wait for it. Refuses nothing. */
  async askRights(written: string, asker: Asker): Promise<void> {
    const ref = canonicalRef(written, 'component', 'component');
    await asker.rightsOn(ref).catch(() => {});
  }

  /** @throws NotAllowedError that says who may */
  async requireRight(
    right: keyof Rights,
    component: string,
    asker: Asker,
  ): Promise<void> {
    if (!(await asker.rightsOn(component))[right]) {
      throw new NotAllowedError(sayMissing(right, component));
    }
  }

  #isVisible(decision: PolicyDecision, release: GuardedRelease): boolean {
    return createConditionAuthorizer(this.#ruleset)(decision, release);
  }

  async #decideRead(
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: releaseReadPermission }],
      { credentials },
    );
    return decision;
  }
}
