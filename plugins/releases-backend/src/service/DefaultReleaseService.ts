import { NotFoundError } from '@backstage/errors';
import { Changes, Release } from '@stagedoor/plugin-releases-common';
import { readIdCursor } from '@stagedoor/database';
import { ReleaseEngine } from '@stagedoor/plugin-releases-node';
import { ReleasesConfig } from '../config';
import { Asker } from '../permissions/Asker';
import { canonicalRef } from '@stagedoor/catalog-people';
import { ReleaseFilter } from '../store/ReleaseFilter';
import { ReleaseReader } from '../store/ReleaseReader';
import { StoredRelease } from '../store/rows';
import { DeploymentReader } from './DeploymentReader';
import { findWaiting } from './findWaiting';
import { MatrixReader } from './MatrixReader';
import { PreviewWriter } from './PreviewWriter';
import { ReleaseCommands } from './ReleaseCommands';
import { ReleaseDescriber } from './ReleaseDescriber';
import { ReleasePlanner, Wish } from './ReleasePlanner';
import {
  OfferQuery,
  ReleaseQuery,
  ReleaseService,
  Visibility,
} from './ReleaseService';
import { TargetReader } from './TargetReader';
import { VersionOffers } from './VersionOffers';

const countAtMost = 100;
const inspectionTimeoutMs = 60_000;

/** What the service is made of. */
export interface ReleaseServiceParts {
  commands: ReleaseCommands;
  config: ReleasesConfig;
  deployments: DeploymentReader;
  describer: ReleaseDescriber;
  engines: ReadonlyMap<string, ReleaseEngine>;
  matrix: MatrixReader;
  planner: ReleasePlanner;
  previews: PreviewWriter;
  reader: ReleaseReader;
  targets: TargetReader;
  offers: VersionOffers;
}

/** Does what is asked, whoever asks. */
export class DefaultReleaseService implements ReleaseService {
  readonly #parts: ReleaseServiceParts;

  constructor(parts: ReleaseServiceParts) {
    this.#parts = parts;
  }

  async listEnvironments() {
    return {
      items: this.#parts.config.environments.map(policy => ({
        name: policy.name,
        title: policy.title,
        approvals: policy.approvals?.count ?? 0,
        approvalsFrom: policy.approvals?.from ?? [],
        whenBusy: policy.whenBusy,
      })),
    };
  }

  async list(query: ReleaseQuery, asker: Asker, visible: Visibility = {}) {
    const { describer, reader } = this.#parts;
    const rows = await reader.list(
      await this.#toFilter(query, asker, visible),
      {
        before: readIdCursor(query.cursor),
        limit: query.limit + 1,
        me: asker.ref,
      },
    );
    const page = rows.slice(0, query.limit);
    return {
      items: await Promise.all(
        page.map(row => describer.summarize(row, asker)),
      ),
      nextCursor:
        rows.length > query.limit ? String(page.at(-1)?.id) : undefined,
    };
  }

  async count(asker: Asker, { conditions }: Visibility = {}) {
    const { config, reader } = this.#parts;
    const [waitsForMe, running] = await Promise.all([
      reader.count(
        {
          waiting: findWaiting(config, await asker.asDecider()),
          visible: conditions,
        },
        countAtMost,
      ),
      reader.count({ state: ['running'], visible: conditions }, countAtMost),
    ]);
    return { waitsForMe, running };
  }

  async preview(wish: Wish, asker: Asker) {
    const { planner, previews } = this.#parts;
    return previews.write(await planner.plan(wish), asker);
  }

  async create(wish: Parameters<ReleaseCommands['create']>[0], asker: Asker) {
    return this.get(await this.#parts.commands.create(wish, asker), asker);
  }

  async get(id: number, asker: Asker): Promise<Release> {
    return this.#parts.describer.describe(await this.#find(id, asker), asker);
  }

  async decide(
    id: number,
    decision: Parameters<ReleaseCommands['decide']>[1],
    asker: Asker,
  ) {
    const release = await this.#find(id, asker);
    await this.#parts.commands.decide(release, decision, asker);
    return this.get(id, asker);
  }

  async cancel(id: number, wish: { reason?: string }, asker: Asker) {
    const release = await this.#find(id, asker);
    await this.#parts.commands.cancel(release, wish, asker);
    return this.get(id, asker);
  }

  async retry(id: number, wish: { reason?: string }, asker: Asker) {
    const release = await this.#find(id, asker);
    return this.get(
      await this.#parts.commands.retry(release, wish, asker),
      asker,
    );
  }

  async readChanges(id: number, asker: Asker): Promise<Changes> {
    return this.#parts.offers.readChanges(await this.#find(id, asker));
  }

  readMatrix(component: string, asker: Asker) {
    return this.#parts.matrix.read(component, asker);
  }

  listDeployments(
    query: { limit: number },
    asker: Asker,
    mayShow: (componentOwner: string) => boolean = () => true,
  ) {
    return this.#parts.deployments.listOwn(asker, query, mayShow);
  }

  listVersions(query: OfferQuery) {
    return this.#parts.offers.list(query);
  }

  compareVersions(query: Parameters<VersionOffers['compare']>[0]) {
    return this.#parts.offers.compare(query);
  }

  async inspect(place: { component: string; environment: string }) {
    const { engines, targets } = this.#parts;
    const { target } = await targets.read(await targets.find(place));
    const engine = engines.get(target.engine);
    if (!engine) {
      throw new NotFoundError(`The engine '${target.engine}' is not installed`);
    }
    const hosts = await engine.inspect(target, {
      signal: AbortSignal.timeout(inspectionTimeoutMs),
    });
    return { at: new Date().toISOString(), hosts };
  }

  async #find(id: number, asker: Asker): Promise<StoredRelease> {
    const release = await this.#parts.reader.find(id, asker.ref);
    if (!release) {
      throw new NotFoundError(`There is no release #${id} that you may see`);
    }
    return release;
  }

  async #toFilter(
    query: ReleaseQuery,
    asker: Asker,
    { conditions }: Visibility,
  ): Promise<ReleaseFilter> {
    const { component, environment, state, kind, requestedBy } = query;
    return {
      environment,
      state,
      kind,
      component: component && canonicalRef(component, 'component', 'component'),
      requestedBy: requestedBy?.startsWith('service:')
        ? requestedBy
        : requestedBy && canonicalRef(requestedBy, 'requestedBy', 'user'),
      visible: conditions,
      waiting: query.waitsForMe
        ? findWaiting(this.#parts.config, await asker.asDecider())
        : undefined,
    };
  }
}
