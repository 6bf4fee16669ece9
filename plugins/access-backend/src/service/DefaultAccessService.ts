import { NotFoundError } from '@backstage/errors';
import { canonicalRef } from '@stagedoor/catalog-people';
import { readIdCursor } from '@stagedoor/database';
import { Asker } from '../permissions/Asker';
import { Visibility } from '../permissions/AccessReader';
import { GrantReader } from '../store/GrantReader';
import { KeyStore } from '../store/KeyStore';
import { RequestReader } from '../store/RequestReader';
import { StoredGrant } from '../store/StoredGrant';
import { StoredRequest } from '../store/StoredRequest';
import {
  AccessService,
  CertificateWish,
  GrantQuery,
  HolderQuery,
  PartialWish,
  RequestQuery,
  ReviewWish,
  Wish,
} from './AccessService';
import { CertificateDesk } from './CertificateDesk';
import { GrantCommands } from './GrantCommands';
import { GrantDescriber } from './GrantDescriber';
import { HolderLister } from './HolderLister';
import { RequestCommands } from './RequestCommands';
import { RequestDescriber } from './RequestDescriber';
import { RequestPlanner } from './RequestPlanner';
import { ReviewCommand } from './ReviewCommand';

const countAtMost = 100;

/** What the service is made of. */
export interface AccessServiceParts {
  certificateDesk: CertificateDesk;
  grantCommands: GrantCommands;
  grantDescriber: GrantDescriber;
  grants: GrantReader;
  holderLister: HolderLister;
  keys: KeyStore;
  planner: RequestPlanner;
  requestCommands: RequestCommands;
  requestDescriber: RequestDescriber;
  requests: RequestReader;
  reviewCommand: ReviewCommand;
}

/** Does what is asked, whoever asks. */
export class DefaultAccessService implements AccessService {
  readonly #parts: AccessServiceParts;

  constructor(parts: AccessServiceParts) {
    this.#parts = parts;
  }

  async count(asker: Asker, { conditions }: Visibility = {}) {
    const { grants, requests } = this.#parts;
    const [waitsForMe, myGrants] = await Promise.all([
      requests.count(
        { waitsFor: await asker.asReviewer(), visible: conditions },
        countAtMost,
      ),
      grants.countActive(asker.ref, countAtMost),
    ]);
    return { waitsForMe, myGrants };
  }

  async preview(wish: PartialWish, asker: Asker) {
    const { planner, requestDescriber } = this.#parts;
    const { hosts, ruling, mistakes, obstacles } = await planner.plan(
      wish,
      asker,
    );
    const pinned = hosts.map(host => host.pinned);
    return {
      hosts: pinned,
      rule:
        ruling.rule &&
        (await requestDescriber.describeRule(ruling.rule, {
          people: ruling.people,
          hostRefs: pinned.map(({ ref }) => ref),
        })),
      blockers: [...obstacles, ...mistakes],
      notices: [
        'Sessions are recorded and may be replayed by owners of the host, auditors and platform engineers.',
      ],
    };
  }

  async listRequests(
    query: RequestQuery,
    asker: Asker,
    { conditions }: Visibility = {},
  ) {
    const { component, host, requestedBy, state, waitsForMe } = query;
    const rows = await this.#parts.requests.list(
      {
        state,
        component:
          component && canonicalRef(component, 'component', 'component'),
        host: host && canonicalRef(host, 'host', 'resource'),
        requestedBy:
          requestedBy && canonicalRef(requestedBy, 'requestedBy', 'user'),
        waitsFor: waitsForMe ? await asker.asReviewer() : undefined,
        visible: conditions,
      },
      { before: readIdCursor(query.cursor), limit: query.limit + 1 },
    );
    const page = rows.slice(0, query.limit);
    return {
      items: await this.#parts.requestDescriber.summarizeAll(page, asker),
      nextCursor: findNext(rows, page),
    };
  }

  async createRequest(wish: Wish, asker: Asker) {
    return this.getRequest(
      await this.#parts.requestCommands.create(wish, asker),
      asker,
    );
  }

  async getRequest(id: number, asker: Asker) {
    return this.#parts.requestDescriber.describe(
      await this.#findRequest(id),
      asker,
    );
  }

  async editRequest(
    id: number,
    wish: Parameters<AccessService['editRequest']>[1],
    asker: Asker,
  ) {
    await this.#parts.requestCommands.edit(
      await this.#findRequest(id),
      wish,
      asker,
    );
    return this.getRequest(id, asker);
  }

  async reviewRequest(
    id: number,
    review: ReviewWish,
    asker: Asker,
    seen?: StoredRequest,
  ) {
    const { requestDescriber, reviewCommand } = this.#parts;
    const request = seen ?? (await this.#findRequest(id));
    const { reviewed, announce } = await reviewCommand.review(
      request,
      review,
      asker,
    );
    try {
      return await requestDescriber.describe(reviewed, asker);
    } finally {
      setImmediate(announce);
    }
  }

  async cancelRequest(id: number, wish: { comment?: string }, asker: Asker) {
    await this.#parts.requestCommands.cancel(
      await this.#findRequest(id),
      wish,
      asker,
    );
    return this.getRequest(id, asker);
  }

  async listGrants(
    query: GrantQuery,
    asker: Asker,
    { conditions }: Visibility = {},
  ) {
    const { grantDescriber, grants } = this.#parts;
    const holder = query.mine ? asker.ref : query.holder;
    const rows = await grants.list(
      {
        state: query.state,
        holder: holder && canonicalRef(holder, 'holder', 'user'),
        host: query.host && canonicalRef(query.host, 'host', 'resource'),
        visible: conditions,
      },
      { before: readIdCursor(query.cursor), limit: query.limit + 1 },
    );
    const page = rows.slice(0, query.limit);
    return {
      items: await grantDescriber.summarizeAll(page, asker),
      nextCursor: findNext(rows, page),
    };
  }

  async getGrant(id: number, asker: Asker) {
    return this.#parts.grantDescriber.describe(
      await this.#findGrant(id),
      asker,
    );
  }

  async issueCertificate(
    id: number,
    wish: CertificateWish,
    asker: Asker,
    seen?: StoredGrant,
  ) {
    return this.#parts.certificateDesk.issueForPerson(
      seen ?? (await this.#findGrant(id)),
      wish,
      asker,
    );
  }

  async returnGrant(id: number, asker: Asker) {
    const { grantCommands } = this.#parts;
    await grantCommands.giveBack(await this.#findGrant(id), asker);
    return this.getGrant(id, asker);
  }

  async revokeGrant(
    id: number,
    { comment }: { comment: string },
    asker: Asker,
  ) {
    const { grantCommands } = this.#parts;
    await grantCommands.revoke(await this.#findGrant(id), comment, asker);
    return this.getGrant(id, asker);
  }

  async extendGrant(
    id: number,
    wish: { minutes: number; reason: string },
    asker: Asker,
  ) {
    const request = await this.#parts.requestCommands.extend(
      await this.#findGrant(id),
      wish,
      asker,
    );
    return this.getRequest(request, asker);
  }

  listHolders(query: HolderQuery, asker: Asker) {
    return this.#parts.holderLister.list(query, asker);
  }

  async listKeys({ ref }: Asker) {
    return { items: await this.#parts.keys.list(ref) };
  }

  async removeKey(id: number, { ref }: Asker) {
    await this.#parts.keys.remove(ref, id);
    return {};
  }

  async #findRequest(id: number) {
    const request = await this.#parts.requests.find(id);
    if (!request) {
      throw new NotFoundError(`There is no request #${id} that you may see`);
    }
    return request;
  }

  async #findGrant(id: number) {
    const grant = await this.#parts.grants.find(id);
    if (!grant) {
      throw new NotFoundError(`There is no grant #${id} that you may see`);
    }
    return grant;
  }
}

function findNext(
  rows: ReadonlyArray<{ id: number }>,
  page: ReadonlyArray<{ id: number }>,
): string | undefined {
  return rows.length > page.length ? String(page.at(-1)?.id) : undefined;
}
