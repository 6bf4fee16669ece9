import { NotAllowedError } from '@backstage/errors';
import { AccessReader } from '../permissions/AccessReader';
import { Asker } from '../permissions/Asker';
import { AccessService } from './AccessService';

/**
 * Lets a service do only what the asker may. What somebody may not see answers as if it were not there; who may see
 * something but not change it is told who may.
 */
export class AuthorizedAccessService implements AccessService {
  readonly #access: AccessReader;
  readonly #service: AccessService;

  constructor(access: AccessReader, service: AccessService) {
    this.#access = access;
    this.#service = service;
  }

  async count(asker: Asker) {
    const visible = await this.#access.findVisible(asker.credentials);
    return visible
      ? this.#service.count(asker, visible)
      : { waitsForMe: 0, myGrants: 0 };
  }

  async preview(wish: Parameters<AccessService['preview']>[0], asker: Asker) {
    const preview = await this.#service.preview(wish, asker);
    return (await asker.mayRequest())
      ? preview
      : { ...preview, blockers: [mayNotRequest, ...preview.blockers] };
  }

  async listRequests(
    query: Parameters<AccessService['listRequests']>[0],
    asker: Asker,
  ) {
    const visible = await this.#access.findVisible(asker.credentials);
    return visible
      ? this.#service.listRequests(query, asker, visible)
      : { items: [] };
  }

  async createRequest(
    wish: Parameters<AccessService['createRequest']>[0],
    asker: Asker,
  ) {
    await this.#requireRequesting(asker);
    return this.#service.createRequest(wish, asker);
  }

  async getRequest(id: number, asker: Asker) {
    await this.#access.requireRequest(id, asker.credentials);
    return this.#service.getRequest(id, asker);
  }

  async editRequest(
    id: number,
    wish: Parameters<AccessService['editRequest']>[1],
    asker: Asker,
  ) {
    await this.#access.requireRequest(id, asker.credentials);
    await this.#requireRequesting(asker);
    return this.#service.editRequest(id, wish, asker);
  }

  async reviewRequest(
    id: number,
    review: Parameters<AccessService['reviewRequest']>[1],
    asker: Asker,
  ) {
    const seen = await this.#access.requireRequest(id, asker.credentials);
    // Who may review is for the policy of the hosts, which includes the permission to.
    return this.#service.reviewRequest(id, review, asker, seen);
  }

  async cancelRequest(
    id: number,
    wish: Parameters<AccessService['cancelRequest']>[1],
    asker: Asker,
  ) {
    await this.#access.requireRequest(id, asker.credentials);
    return this.#service.cancelRequest(id, wish, asker);
  }

  async listGrants(
    query: Parameters<AccessService['listGrants']>[0],
    asker: Asker,
  ) {
    const visible = await this.#access.findVisible(asker.credentials);
    return visible
      ? this.#service.listGrants(query, asker, visible)
      : { items: [] };
  }

  async getGrant(id: number, asker: Asker) {
    await this.#access.requireGrant(id, asker.credentials);
    return this.#service.getGrant(id, asker);
  }

  async issueCertificate(
    id: number,
    wish: Parameters<AccessService['issueCertificate']>[1],
    asker: Asker,
  ) {
    // The catalog takes longer than the rest: it is asked meanwhile, and if that fails, whoever needs the answer hears it.
    asker.mayHold().catch(() => {});
    const seen = await this.#access.requireGrant(id, asker.credentials);
    await this.#requireRequesting(asker);
    return this.#service.issueCertificate(id, wish, asker, seen);
  }

  async returnGrant(id: number, asker: Asker) {
    await this.#access.requireGrant(id, asker.credentials);
    return this.#service.returnGrant(id, asker);
  }

  async revokeGrant(
    id: number,
    wish: Parameters<AccessService['revokeGrant']>[1],
    asker: Asker,
  ) {
    const grant = await this.#access.requireGrant(id, asker.credentials);
    const verdict = await this.#access.mayRevoke(grant, asker.credentials);
    if (!verdict.allowed) {
      throw new NotAllowedError(verdict.reason);
    }
    return this.#service.revokeGrant(id, wish, asker);
  }

  async extendGrant(
    id: number,
    wish: Parameters<AccessService['extendGrant']>[1],
    asker: Asker,
  ) {
    await this.#access.requireGrant(id, asker.credentials);
    await this.#requireRequesting(asker);
    return this.#service.extendGrant(id, wish, asker);
  }

  async listHolders(
    query: Parameters<AccessService['listHolders']>[0],
    asker: Asker,
  ) {
    await this.#access.requireHolders(asker.credentials);
    return this.#service.listHolders(query, asker);
  }

  // Everybody has keys of their own, and no others.
  listKeys(asker: Asker) {
    return this.#service.listKeys(asker);
  }

  removeKey(id: number, asker: Asker) {
    return this.#service.removeKey(id, asker);
  }

  async #requireRequesting(asker: Asker): Promise<void> {
    if (!(await asker.mayRequest())) {
      throw new NotAllowedError(mayNotRequest);
    }
  }
}

const mayNotRequest =
  'You may not ask for access; developers and platform engineers may';
