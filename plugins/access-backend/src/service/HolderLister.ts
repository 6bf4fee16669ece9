import { PinnedHost } from '@stagedoor/plugin-access-common';
import { canonicalRef } from '@stagedoor/catalog-people';
import { Asker } from '../permissions/Asker';
import { HostReader } from '../policy/HostReader';
import { GrantReader } from '../store/GrantReader';
import { StoredGrant } from '../store/StoredGrant';
import { HolderQuery } from './AccessService';

/** Tells who has access to what, now or at a moment in the past. */
export class HolderLister {
  readonly #grants: GrantReader;
  readonly #hosts: HostReader;

  constructor(options: { grants: GrantReader; hosts: HostReader }) {
    this.#grants = options.grants;
    this.#hosts = options.hosts;
  }

  async list(query: HolderQuery, asker: Asker) {
    // In UTC: the database does not know every time zone that can be written.
    const at = query.at && new Date(query.at).toISOString();
    const refs = await this.#findRefs(query);
    const [grants, known] = await Promise.all([
      this.#grants.listHeld(at, refs),
      refs ? this.#hosts.read(refs, asker.credentials) : { hosts: [] },
    ]);
    const hosts = new Map<string, PinnedHost>([
      // What is in the catalog now, and where it is not any more, what was granted.
      ...grants.flatMap(grant =>
        grant.hosts.map(host => [host.ref, host] as const),
      ),
      ...known.hosts.map(({ pinned }) => [pinned.ref, pinned] as const),
    ]);
    return {
      at: at ?? new Date().toISOString(),
      hosts: [...hosts.values()]
        .filter(({ ref }) => !refs || refs.includes(ref))
        .sort((one, other) => (one.ref < other.ref ? -1 : 1))
        .map(host => ({ host, holders: listHolders(grants, host.ref) })),
    };
  }

  /** The hosts that a question is about; undefined for all of them. */
  async #findRefs(query: HolderQuery): Promise<string[] | undefined> {
    const { component, group, host } = query;
    const lists = await Promise.all([
      ...(host ? [[canonicalRef(host, 'host', 'resource')]] : []),
      ...(component
        ? [
            this.#hosts.findCarrying([
              canonicalRef(component, 'component', 'component'),
            ]),
          ]
        : []),
      ...(group
        ? [this.#hosts.findOf(canonicalRef(group, 'group', 'group'))]
        : []),
    ]);
    const [first, ...others] = lists;
    return first?.filter(ref => others.every(list => list.includes(ref)));
  }
}

function listHolders(grants: readonly StoredGrant[], ref: string) {
  return grants
    .filter(({ hosts }) => hosts.some(host => host.ref === ref))
    .map(
      ({ id, holder, account, startsAt, endsAt, endedAt, liveSessions }) => ({
        grant: id,
        ...{ holder, account, startsAt, endsAt, endedAt, liveSessions },
      }),
    );
}
