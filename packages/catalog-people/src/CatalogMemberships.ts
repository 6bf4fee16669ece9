import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
  RELATION_PARENT_OF,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** More levels and groups than any organisation has: bounds what one decision may cost. */
const maxLevels = 20;
const maxRefs = 2_000;

/**
 * Who belongs to what, as the catalog knows it now; a session that began before somebody left a group does not count.
 * Reads with the plugin's own credentials, and remembers nothing.
 */
export class CatalogMemberships {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /** A person and every group above them. Only the ref itself when the catalog does not know it. */
  async listBelongings(userRef: string): Promise<Set<string>> {
    const { refs } = await this.#walk(
      [userRef],
      [RELATION_MEMBER_OF, RELATION_CHILD_OF],
    );
    return refs;
  }

  /** The people in some groups and below them, and the people named themselves, sorted; only such as exist. */
  async listPeople(refs: readonly string[]): Promise<string[]> {
    const { found } = await this.#walk(refs, [
      RELATION_HAS_MEMBER,
      RELATION_PARENT_OF,
    ]);
    return [...found].filter(ref => ref.startsWith('user:')).sort();
  }

  async #walk(
    start: readonly string[],
    relations: readonly string[],
  ): Promise<{ refs: Set<string>; found: Set<string> }> {
    const refs = new Set(start);
    const found = new Set<string>();
    let level = [...refs];
    for (let depth = 0; depth < maxLevels && level.length > 0; depth += 1) {
      const next = new Set<string>();
      for (const [index, entity] of (await this.#read(level)).entries()) {
        if (entity) {
          found.add(level[index]);
        }
        for (const { type, targetRef } of entity?.relations ?? []) {
          const ref = targetRef.toLocaleLowerCase('en-US');
          const isNew = !refs.has(ref) && refs.size < maxRefs;
          if (relations.includes(type) && isNew) {
            refs.add(ref);
            next.add(ref);
          }
        }
      }
      level = [...next];
    }
    return { refs, found };
  }

  async #read(entityRefs: string[]): Promise<Array<Entity | undefined>> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs,
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items;
  }
}
