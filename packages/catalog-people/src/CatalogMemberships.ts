import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
  RELATION_PARENT_OF,
} from '@backstage/catalog-model';
import { CatalogReads } from './CatalogReads';

/** More levels and groups than any organisation has: bounds what one decision may cost. */
const maxLevels = 20;
const maxRefs = 2_000;
const maxWays = 1_000;

/**
 * Who belongs to what, as the catalog knows it now; a session that began before somebody left a group does not count.
 * Of earlier walks it remembers what it will probably have to read, so that this takes one request, and never what it
 * read.
 */
export class CatalogMemberships {
  readonly #reads: CatalogReads;
  /** What was reached from where. */
  readonly #ways = new Map<string, readonly string[]>();

  constructor(reads: CatalogReads) {
    this.#reads = reads;
  }

  /** A person and every group above them. Only the ref itself when the catalog does not know it. */
  async listBelongings(userRef: string): Promise<Set<string>> {
    const { refs } = await this.#walk(
      [userRef],
      [RELATION_MEMBER_OF, RELATION_CHILD_OF],
    );
    return refs;
  }

  /** The same for somebody who is in the catalog; undefined for anybody else. */
  async findBelongings(userRef: string): Promise<Set<string> | undefined> {
    const { refs, found } = await this.#walk(
      [userRef],
      [RELATION_MEMBER_OF, RELATION_CHILD_OF],
    );
    return found.has(userRef) ? refs : undefined;
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
    const way = JSON.stringify([relations, start]);
    const known = new Map<string, Entity | undefined>();
    let level = [...refs];
    let wanted = [...new Set([...level, ...(this.#ways.get(way) ?? [])])];
    for (let depth = 0; depth < maxLevels && level.length > 0; depth += 1) {
      await this.#readInto(known, wanted);
      const next = new Set<string>();
      for (const from of level) {
        const entity = known.get(from);
        if (entity) {
          found.add(from);
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
      wanted = level;
    }
    this.#remember(way, refs);
    return { refs, found };
  }

  async #readInto(
    known: Map<string, Entity | undefined>,
    refs: readonly string[],
  ): Promise<void> {
    const missing = refs.filter(ref => !known.has(ref));
    if (missing.length === 0) {
      return;
    }
    const entities = await this.#reads.read(missing);
    missing.forEach((ref, index) => known.set(ref, entities[index]));
  }

  #remember(way: string, refs: ReadonlySet<string>): void {
    this.#ways.delete(way);
    this.#ways.set(way, [...refs]);
    const [oldest] = this.#ways.keys();
    if (this.#ways.size > maxWays) {
      this.#ways.delete(oldest);
    }
  }
}
