import { AccessAnnouncer } from '../announcements/AccessAnnouncer';
import { HostReader } from '../policy/HostReader';
import { GrantWriter, OpenGrant } from '../store/GrantWriter';

const pageSize = 100;

/** Has access to a host follow it to its new owners while it lasts: they may take it away then, and the old ones not. */
export class OwnerRefresher {
  readonly #options: {
    announcer: AccessAnnouncer;
    grantWriter: GrantWriter;
    hosts: HostReader;
  };

  constructor(options: {
    announcer: AccessAnnouncer;
    grantWriter: GrantWriter;
    hosts: HostReader;
  }) {
    this.#options = options;
  }

  /** Looks at all that are open, some at a time. */
  async refresh(): Promise<void> {
    const { grantWriter } = this.#options;
    let page: OpenGrant[];
    let after = 0;
    do {
      page = await grantWriter.listOpen({ after, limit: pageSize });
      await this.#refreshSome(page);
      after = page.at(-1)?.id ?? after;
    } while (page.length === pageSize);
  }

  async #refreshSome(grants: readonly OpenGrant[]): Promise<void> {
    const { announcer, grantWriter, hosts } = this.#options;
    const found = await hosts.read(grants.flatMap(({ hostRefs }) => hostRefs));
    const ownersOf = new Map(
      found.hosts.map(({ owners, pinned }) => [pinned.ref, owners]),
    );
    for (const { hostRefs, id } of grants) {
      // Whose a host is that is not in the catalog, nobody knows: it stays with whom it was.
      if (hostRefs.every(ref => ownersOf.has(ref))) {
        const owners = hostRefs.flatMap(ref => ownersOf.get(ref) ?? []);
        if (await grantWriter.refreshOwners(id, [...new Set(owners)])) {
          await announcer.announceProgress(id);
        }
      }
    }
  }
}
