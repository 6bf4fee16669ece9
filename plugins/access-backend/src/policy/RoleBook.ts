import { RootConfigService } from '@backstage/backend-plugin-api';
import { AssignableRole } from '@stagedoor/plugin-roles-common';

const everyone = '*';

/**
 * Who has which role, as the configuration says. The permission policy decides about whoever asks; this is for people
 * who do not ask right now: those who could review, and those who hold access.
 */
export class RoleBook {
  readonly #members: ReadonlyMap<string, readonly string[]> | undefined;

  private constructor(members?: ReadonlyMap<string, readonly string[]>) {
    this.#members = members;
  }

  /** Reads `permission.roles`, which the permission policy has checked. Without it, roles decide nothing here. */
  static fromConfig(config: RootConfigService): RoleBook {
    const roles = config.getOptionalConfigArray('permission.roles');
    return new RoleBook(
      roles &&
        new Map(
          roles.map(role => [
            role.getString('role'),
            role
              .getStringArray('members')
              .map(member => member.toLocaleLowerCase('en-US')),
          ]),
        ),
    );
  }

  /** Those who have one of some roles; undefined for everybody. */
  listMembers(roles: readonly AssignableRole[]): string[] | undefined {
    const members = this.#members;
    if (!members) {
      return undefined;
    }
    const refs = roles.flatMap(role => members.get(role) ?? []);
    return refs.includes(everyone) ? undefined : [...new Set(refs)];
  }

  /** Whether somebody who belongs to all of this has one of some roles. */
  hasOneOf(
    roles: readonly AssignableRole[],
    belongsTo: ReadonlySet<string>,
  ): boolean {
    const members = this.listMembers(roles);
    return !members || members.some(member => belongsTo.has(member));
  }
}
