import { isIPv6 } from 'node:net';
import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  canonicalRef,
  CatalogReads,
  findOwner,
} from '@stagedoor/catalog-people';
import { BastionAuthority } from '@stagedoor/plugin-access-node';
import { sayRef } from '../words/sayRef';
import { PolicyHost } from './PolicyHost';

const addressAnnotation = 'stagedoor.dev/ssh-address';
const environmentAnnotation = 'stagedoor.dev/environment';
const hostKeyAnnotation = 'stagedoor.dev/host-key';

/** Hosts and components that are listed at most. */
const most = 500;

/** What came of looking for hosts. */
export interface FoundHosts {
  hosts: PolicyHost[];
  /** Why some of them cannot be had. */
  problems: string[];
}

/** Finds hosts, who owns them, and what runs on them. */
export class HostReader {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #reads: CatalogReads;
  readonly #authority?: Pick<BastionAuthority, 'readPublicKey'>;
  /** What hosts carried when they were last read: their owners are asked for together with the hosts, and never kept. */
  readonly #carried = new Map<string, readonly string[]>();

  /** @param options - the `authority` is what bastions know hosts through, if there are any */
  constructor(options: {
    auth: AuthService;
    authority?: Pick<BastionAuthority, 'readPublicKey'>;
    catalog: CatalogService;
    reads: CatalogReads;
  }) {
    this.#auth = options.auth;
    this.#authority = options.authority;
    this.#catalog = options.catalog;
    this.#reads = options.reads;
  }

  /** Reads hosts as somebody may see them; as the platform if nobody is named. */
  async read(
    refs: readonly string[],
    credentials?: BackstageCredentials,
  ): Promise<FoundHosts> {
    const entityRefs = [
      ...new Set(refs.map(ref => canonicalRef(ref, 'hosts', 'resource'))),
    ];
    const expected = entityRefs.flatMap(ref => this.#carried.get(ref) ?? []);
    const [items, ownersOfExpected] = await Promise.all([
      this.#readHosts(entityRefs, credentials),
      this.#readOwners(expected),
    ]);
    const others = items
      .flatMap(listComponents)
      .filter(ref => !expected.includes(ref));
    const owners = new Map([
      ...ownersOfExpected,
      ...(await this.#readOwners(others)),
    ]);
    this.#remember(items);
    const hosts: PolicyHost[] = [];
    const problems: string[] = [];
    for (const [index, entity] of items.entries()) {
      const problem =
        findProblem(entityRefs[index], entity) ?? this.#findKeyProblem(entity);
      if (problem || !entity) {
        problems.push(problem ?? '');
      } else {
        hosts.push(toHost(entity, owners));
      }
    }
    const names = hosts.map(({ pinned }) => pinned.name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined) {
      problems.push(
        `Two of the hosts are named ${twice}: ask for one at a time`,
      );
    }
    return { hosts, problems };
  }

  /** The hosts that carry one of these components. */
  async findCarrying(components: readonly string[]): Promise<string[]> {
    return components.length === 0
      ? []
      : this.#findRefs({
          kind: 'Resource',
          'spec.type': 'host',
          'relations.dependencyOf': [...components],
        });
  }

  /** The hosts of somebody: those that they own, and those that carry their components. */
  async findOf(owner: string): Promise<string[]> {
    const [own, components] = await Promise.all([
      this.#findRefs({
        kind: 'Resource',
        'spec.type': 'host',
        'relations.ownedBy': owner,
      }),
      this.#findRefs({ kind: 'Component', 'relations.ownedBy': owner }),
    ]);
    return [...new Set([...own, ...(await this.findCarrying(components))])];
  }

  async #findRefs(filter: Record<string, string | string[]>) {
    const { items } = await this.#catalog.getEntities(
      {
        filter,
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
        limit: most,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.map(stringifyEntityRef);
  }

  #remember(hosts: ReadonlyArray<Entity | undefined>): void {
    for (const host of hosts) {
      if (host) {
        this.#carried.set(stringifyEntityRef(host), listComponents(host));
      }
    }
    const tooMany = Math.max(0, this.#carried.size - most);
    const oldest = [...this.#carried.keys()].slice(0, tooMany);
    oldest.forEach(ref => this.#carried.delete(ref));
  }

  /** A bastion would find out only when somebody logs in. */
  #findKeyProblem(entity?: Entity): string | undefined {
    const line = entity?.metadata.annotations?.[hostKeyAnnotation];
    try {
      if (line) {
        this.#authority?.readPublicKey(line);
      }
      return undefined;
    } catch (error) {
      const why = isError(error) ? error.message : String(error);
      return `${entity?.metadata.name} cannot be known by its annotation ${hostKeyAnnotation}: ${why}`;
    }
  }

  async #readHosts(
    entityRefs: string[],
    credentials: BackstageCredentials | undefined,
  ): Promise<Array<Entity | undefined>> {
    if (!credentials) {
      return this.#reads.read(entityRefs);
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials },
    );
    return items;
  }

  async #readOwners(components: string[]): Promise<Map<string, string>> {
    const refs = [...new Set(components)];
    const entities = await this.#reads.read(refs);
    return new Map(
      entities.flatMap((entity, index) => {
        const owner = entity && findOwner(entity);
        return owner ? [[refs[index], owner] as const] : [];
      }),
    );
  }
}

function findProblem(ref: string, entity?: Entity): string | undefined {
  if (!entity) {
    return `There is no host ${sayRef(ref)} that you may see`;
  }
  const { name, annotations } = entity.metadata;
  if (
    entity.kind.toLowerCase() !== 'resource' ||
    entity.spec?.type !== 'host'
  ) {
    return `${sayRef(ref)} is not a host: a host is a Resource of type host`;
  }
  if (!/^[a-z0-9][a-z0-9.-]{0,62}$/.test(name)) {
    return `${name} cannot be logged in to: the name of a host is lower-case letters, digits, '.' and '-'`;
  }
  return annotations?.[addressAnnotation]
    ? undefined
    : `${name} has no address: give it the annotation ${addressAnnotation}`;
}

function toHost(
  entity: Entity,
  ownersOfComponents: ReadonlyMap<string, string>,
): PolicyHost {
  const { name, annotations = {} } = entity.metadata;
  const components = listComponents(entity);
  const address = annotations[addressAnnotation];
  const hostKey = annotations[hostKeyAnnotation];
  const owners = [
    findOwner(entity),
    ...components.map(ref => ownersOfComponents.get(ref)),
  ].filter(owner => owner !== undefined);
  return {
    pinned: {
      ref: stringifyEntityRef(entity),
      name,
      address: completeAddress(address),
      environment: annotations[environmentAnnotation] ?? '',
      ...(hostKey && { hostKey }),
    },
    owners: [...new Set(owners)],
    components,
  };
}

function completeAddress(address: string): string {
  if (isIPv6(address)) {
    return `[${address}]:22`;
  }
  return /:\d+$/.test(address) ? address : `${address}:22`;
}

/** What a host says of itself; that something else claims to run on it gives nobody a say. */
function listComponents(entity?: Entity): string[] {
  const written = entity?.spec?.dependencyOf;
  const context = {
    defaultKind: 'component',
    defaultNamespace: entity?.metadata.namespace,
  };
  return (Array.isArray(written) ? written : []).flatMap(ref => {
    try {
      return [stringifyEntityRef(parseEntityRef(String(ref), context))];
    } catch {
      return [];
    }
  });
}
