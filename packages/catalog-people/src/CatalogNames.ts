import { Entity } from '@backstage/catalog-model';
import { LRUCache } from 'lru-cache';
import { CatalogReads } from './CatalogReads';

/** References as sentences have them: "Cancelled by user:default/ana.ruiz". */
const reference =
  /\b(?:api|component|domain|group|releasepipeline|resource|system|template|user):[a-z0-9_.-]+\/[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?/gi;

/** People and things are seldom called something else, and a message with a name of a minute ago is no harm. */
const remembered = { max: 5_000, ttl: 60_000, allowStale: true };

/**
 * Calls people and things in sentences what the catalog calls them, where no page does: in a mail, or a message of a chat.
 */
export class CatalogNames {
  readonly #names = new LRUCache<string, string>(remembered);
  readonly #reads: CatalogReads;

  constructor(reads: CatalogReads) {
    this.#reads = reads;
  }

  /**
   * The same sentence with names. What the catalog does not know, or does not tell now, is called by the last part of its
   * reference: that somebody is not called by their name is no reason for anything to fail.
   */
  async spellOut(sentence: string): Promise<string> {
    const entityRefs = [...new Set(sentence.match(reference))];
    if (entityRefs.length === 0) {
      return sentence;
    }
    await this.#learn(entityRefs.filter(ref => !this.#names.has(ref)));
    return sentence.replace(
      reference,
      ref => this.#names.get(ref) ?? ref.slice(ref.indexOf('/') + 1),
    );
  }

  async #learn(entityRefs: readonly string[]): Promise<void> {
    const entities = await this.#reads.read(entityRefs).catch(() => []);
    entities.forEach((entity, index) => {
      const name = findName(entity);
      if (name !== undefined) {
        this.#names.set(entityRefs[index], name);
      }
    });
  }
}

function findName(entity: Entity | undefined): string | undefined {
  const profile = entity?.spec?.profile;
  const displayName =
    typeof profile === 'object' && profile !== null && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof displayName === 'string'
    ? displayName
    : (entity?.metadata.title ?? entity?.metadata.name);
}
