import { Release } from '@stagedoor/plugin-releases-common';
import { Asker, Rights } from '../permissions/Asker';
import { ReleaseAccess } from '../permissions/ReleaseAccess';
import { Wish } from './ReleasePlanner';
import { OfferQuery, ReleaseQuery, ReleaseService } from './ReleaseService';

/**
 * Lets a service do only what the asker may. What somebody may not see answers as if it were not there; who may see
 * something but not change it is told who may.
 */
export class AuthorizedReleaseService implements ReleaseService {
  readonly #access: ReleaseAccess;
  readonly #service: ReleaseService;

  constructor(access: ReleaseAccess, service: ReleaseService) {
    this.#access = access;
    this.#service = service;
  }

  async listEnvironments() {
    // The stages of delivery are no secret: they are written on every host.
    return this.#service.listEnvironments();
  }

  async list(query: ReleaseQuery, asker: Asker) {
    const visible = await this.#access.findVisible(asker.credentials);
    return visible ? this.#service.list(query, asker, visible) : { items: [] };
  }

  async count(asker: Asker) {
    const visible = await this.#access.findVisible(asker.credentials);
    return visible
      ? this.#service.count(asker, visible)
      : { waitsForMe: 0, running: 0 };
  }

  async preview(wish: Wish, asker: Asker) {
    return this.#service.preview(await this.#see(wish, asker), asker);
  }

  async create<T extends Wish>(wish: T, asker: Asker) {
    const [seen] = await Promise.all([
      this.#see(wish, asker),
      this.#access.askRights(wish.component, asker),
    ]);
    await this.#access.requireRight(needs(wish), seen.component, asker);
    return this.#service.create(seen, asker);
  }

  async get(id: number, asker: Asker) {
    await this.#access.requireRelease(id, asker.credentials);
    return this.#service.get(id, asker);
  }

  async decide(
    id: number,
    decision: Parameters<ReleaseService['decide']>[1],
    asker: Asker,
  ): Promise<Release> {
    await this.#access.requireRelease(id, asker.credentials);
    // Who may decide is for the policy of the environment, which includes the permission to.
    return this.#service.decide(id, decision, asker);
  }

  async cancel(id: number, wish: { reason?: string }, asker: Asker) {
    const { credentials } = asker;
    const { component } = await this.#access.requireRelease(id, credentials);
    await this.#access.requireRight('cancel', component, asker);
    return this.#service.cancel(id, wish, asker);
  }

  async retry(id: number, wish: { reason?: string }, asker: Asker) {
    const release = await this.#access.requireRelease(id, asker.credentials);
    await this.#access.requireRight(needs(release), release.component, asker);
    return this.#service.retry(id, wish, asker);
  }

  async readChanges(id: number, asker: Asker) {
    await this.#access.requireRelease(id, asker.credentials);
    return this.#service.readChanges(id, asker);
  }

  async readMatrix(written: string, asker: Asker) {
    const { component } = await this.#see({ component: written }, asker);
    return this.#service.readMatrix(component, asker);
  }

  async listDeployments(query: { limit: number }, asker: Asker) {
    const mayShow = await this.#access.judgeOwners(asker.credentials);
    return this.#service.listDeployments(query, asker, mayShow);
  }

  async listVersions(query: OfferQuery, asker: Asker) {
    return this.#service.listVersions(await this.#see(query, asker), asker);
  }

  async compareVersions(
    query: { component: string; environment: string; version: string },
    asker: Asker,
  ) {
    return this.#service.compareVersions(await this.#see(query, asker), asker);
  }

  async inspect(
    place: { component: string; environment: string },
    asker: Asker,
  ) {
    const seen = await this.#see(place, asker);
    // It signs in on the hosts.
    await this.#access.requireRight('create', seen.component, asker);
    return this.#service.inspect(seen, asker);
  }

  /** The same, about a component that the asker may see, in its one spelling. */
  async #see<T extends { component: string }>(
    question: T,
    asker: Asker,
  ): Promise<T> {
    const component = await this.#access.requireComponent(
      question.component,
      asker.credentials,
    );
    return { ...question, component };
  }
}

function needs({ kind }: Pick<Wish, 'kind'>): keyof Rights {
  return kind === 'rollback' ? 'rollBack' : 'create';
}
