import { CatalogMemberships, CatalogNames } from '@stagedoor/catalog-people';
import { Allowed } from '@stagedoor/plugin-access-common';
import { allowed, refused } from './mayReview';
import { RoleBook } from './RoleBook';
import { requestingRoles } from './roles';

/** Whether somebody may still hold access: asked before a grant opens, at every certificate, and now and then. */
export class HolderCheck {
  readonly #memberships: CatalogMemberships;
  readonly #names: CatalogNames;
  readonly #roles: RoleBook;

  constructor(options: {
    memberships: CatalogMemberships;
    names: CatalogNames;
    roles: RoleBook;
  }) {
    this.#memberships = options.memberships;
    this.#names = options.names;
    this.#roles = options.roles;
  }

  /** @throws if the catalog does not answer: then nobody knows */
  async mayHold(holder: string): Promise<Allowed> {
    const belongsTo = await this.#memberships.findBelongings(holder);
    if (!belongsTo) {
      return this.#refuse(`${holder} is not in the catalog any more`);
    }
    return this.#roles.hasOneOf(requestingRoles, belongsTo)
      ? allowed
      : this.#refuse(`${holder} has no role any more that may hold access`);
  }

  async #refuse(because: string): Promise<Allowed> {
    return refused(await this.#names.spellOut(because));
  }
}
