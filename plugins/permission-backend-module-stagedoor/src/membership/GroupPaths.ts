import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { BriefCache } from './BriefCache';
import { getTitle } from './getTitle';

/** A user or group of the catalog, and the groups directly above it. */
export interface MembershipNode {
  entityRef: string;
  title: string;
  parents: string[];
}

/** A group that somebody belongs to, with the way from their own group up to it. */
export interface ReachedGroup {
  entityRef: string;
  path: string[];
}

/** Half of half a minute: what is worked out from it is kept as long again. */
const LIFETIME_MS = 15_000;
const MAX_CACHED_NODES = 10_000;
/** More levels or groups than any organisation has: bounds what one decision may cost. */
const MAX_LEVELS = 20;
const MAX_REACHED_GROUPS = 500;

/**
 * Walks from a person up through their groups and keeps the way, which explains a decision. What it read counts for some
 * seconds: this is asked for every request. Reads with the plugin's own credentials, because a decision must not depend
 * on whether the person may read the groups.
 */
export class GroupPaths {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #nodes: BriefCache<MembershipNode | undefined>;

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    now?: () => number;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#nodes = new BriefCache({
      lifetimeMs: LIFETIME_MS,
      maxEntries: MAX_CACHED_NODES,
      now: options.now,
    });
  }

  async find(entityRef: string): Promise<MembershipNode | undefined> {
    const [node] = await this.#load([entityRef]);
    return node;
  }

  /** Every group that is one of the given ones or above one of them, nearest first; cycles end where they began. */
  async climb(groupRefs: string[]): Promise<ReachedGroup[]> {
    const reached = new Map<string, string[]>();
    let level = groupRefs.map(ref => [ref]);
    for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth += 1) {
      const fresh = new Map<string, string[]>();
      for (const path of level) {
        const ref = path[path.length - 1];
        const isFull = reached.size + fresh.size >= MAX_REACHED_GROUPS;
        if (!reached.has(ref) && !fresh.has(ref) && !isFull) {
          fresh.set(ref, path);
        }
      }
      fresh.forEach((path, ref) => reached.set(ref, path));
      const nodes = await this.#load([...fresh.keys()]);
      level = nodes.flatMap(node =>
        (node?.parents ?? []).map(parent => [
          ...(fresh.get(node?.entityRef ?? '') ?? []),
          parent,
        ]),
      );
    }
    return [...reached].map(([entityRef, path]) => ({ entityRef, path }));
  }

  #load(entityRefs: string[]): Promise<Array<MembershipNode | undefined>> {
    const known = entityRefs.map(ref => this.#nodes.find(ref));
    const missing = entityRefs.filter((_, index) => !known[index]);
    const loading =
      missing.length > 0 ? this.#read(missing) : Promise.resolve([]);
    return Promise.all(
      entityRefs.map(
        (ref, index) =>
          known[index] ??
          this.#nodes.keep(
            ref,
            loading.then(nodes => nodes[missing.indexOf(ref)]),
          ),
      ),
    );
  }

  async #read(
    entityRefs: string[],
  ): Promise<Array<MembershipNode | undefined>> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs,
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'spec.profile.displayName',
          'relations',
        ],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.map((entity, index) =>
      entity ? toNode(entityRefs[index], entity) : undefined,
    );
  }
}

function toNode(entityRef: string, entity: Entity): MembershipNode {
  const parents = (entity.relations ?? [])
    .filter(
      ({ type, targetRef }) =>
        (type === RELATION_MEMBER_OF || type === RELATION_CHILD_OF) &&
        targetRef.startsWith('group:'),
    )
    .map(({ targetRef }) => targetRef);
  return { entityRef, title: getTitle(entity), parents };
}
