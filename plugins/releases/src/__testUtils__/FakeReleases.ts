import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  releasesRoutes as routes,
  type Changes,
  type DeploymentList,
  type Inspection,
  type Matrix,
  type OfferedVersion,
  type Preview,
  type Release,
  type ReleaseSummary,
} from '@stagedoor/plugin-releases-common';
import { answerRoute } from './answerRoute';
import { makeChanges, makeMatrix, makeOffer, makeRelease } from './builders';

type PreviewRequest = { environment: string; kind: Preview['kind'] } & {
  version?: string;
  hosts?: string[];
};

/** A backend of releases that keeps what it is told: enough of it for pages to be used against. */
export class FakeReleases {
  matrix: Matrix = makeMatrix();
  releases: Release[] = [];
  versions: OfferedVersion[] = [3, 2, 1].map(number => makeOffer(number));
  branches = ['main'];
  changes: Changes = makeChanges();
  deployments: DeploymentList = { environments: [], items: [], total: 0 };
  inspection: Inspection = { at: '2026-03-10T12:00:00Z', hosts: [] };
  /** What every preview says beside what was asked for. */
  preview: Partial<Preview> = {};
  /** Grows when something else changes what a release would do. */
  planRevision = 1;
  pageSize = 2;
  /** Names of routes that fail, and how. */
  readonly failures = new Map<keyof typeof routes, Error>();
  /** Every command that arrived, by its key. */
  readonly commands: { key?: string; body: unknown }[] = [];
  readonly #done = new Map<string, Release>();

  deny(): void {
    for (const route of Object.keys(routes) as (keyof typeof routes)[]) {
      this.failures.set(route, new NotAllowedError('Unauthorized'));
    }
  }

  /** Handlers of all routes that the pages use. */
  handlers() {
    return [
      answerRoute(routes.getMatrix, () =>
        this.#unless('getMatrix', this.matrix),
      ),
      answerRoute(routes.listEnvironments, () =>
        this.#unless('listEnvironments', {
          items: this.matrix.environments.map(({ name, title }) => ({
            name,
            title,
            approvals: 0,
            approvalsFrom: [],
            whenBusy: 'queue' as const,
          })),
        }),
      ),
      answerRoute(routes.listDeployments, () =>
        this.#unless('listDeployments', this.deployments),
      ),
      answerRoute(routes.listReleases, ({ query }) => {
        const matching = this.releases.filter(
          release =>
            (!query.component || release.component === query.component) &&
            (!query.environment || release.environment === query.environment) &&
            (!query.state || query.state.includes(release.state)) &&
            (!query.requestedBy || release.requestedBy === query.requestedBy) &&
            (!query.waitsForMe || release.waitsForMe),
        );
        const from = Number(query.cursor ?? 0);
        const to = from + this.pageSize;
        return this.#unless('listReleases', {
          items: matching.slice(from, to).map(summaryOf),
          ...(to < matching.length && { nextCursor: String(to) }),
        });
      }),
      answerRoute(routes.countReleases, () =>
        this.#unless('countReleases', {
          waitsForMe: this.releases.filter(r => r.waitsForMe).length,
          running: this.releases.filter(r => r.state === 'running').length,
        }),
      ),
      answerRoute(routes.getRelease, ({ params }) =>
        this.#unless('getRelease', this.#find(params.id)),
      ),
      answerRoute(routes.getReleaseChanges, () =>
        this.#unless('getReleaseChanges', this.changes),
      ),
      answerRoute(routes.listVersions, ({ query }) => {
        const search = query.search?.toLowerCase() ?? '';
        const matching = this.versions.filter(
          version =>
            (query.of === 'branch' || version.tags.length > 0) &&
            (version.subject.toLowerCase().includes(search) ||
              version.tags.some(tag => tag.includes(search)) ||
              version.id.startsWith(search)),
        );
        const from = Number(query.cursor ?? 0);
        const to = from + this.pageSize;
        return this.#unless('listVersions', {
          items: matching.slice(from, to),
          branches: this.branches,
          ...(to < matching.length && { nextCursor: String(to) }),
        });
      }),
      answerRoute(routes.previewRelease, ({ body }) =>
        this.#unless('previewRelease', this.#preview(body)),
      ),
      answerRoute(routes.createRelease, ({ body, idempotencyKey }) => {
        this.commands.push({ key: idempotencyKey, body });
        return this.#once('createRelease', idempotencyKey, () => {
          if (body.planHash !== this.#preview(body).planHash) {
            throw new ConflictError('The plan is another one now.');
          }
          const release = makeRelease(100 + this.releases.length, {
            environment: body.environment,
            kind: body.kind,
            reason: body.reason,
            state: 'queued',
          });
          this.releases.unshift(release);
          return release;
        });
      }),
      answerRoute(routes.decideRelease, ({ params, body, idempotencyKey }) => {
        this.commands.push({ key: idempotencyKey, body });
        return this.#once('decideRelease', idempotencyKey, () => {
          const release = this.#find(params.id);
          if (release.planHash !== body.planHash) {
            throw new ConflictError('The release is another one now.');
          }
          release.state = body.decision === 'approved' ? 'queued' : 'rejected';
          release.waitsForMe = false;
          return release;
        });
      }),
      answerRoute(routes.inspectHosts, () =>
        this.#unless('inspectHosts', this.inspection),
      ),
    ];
  }

  #preview(asked: PreviewRequest): Preview {
    const environment = this.matrix.environments.find(
      ({ name }) => name === asked.environment,
    );
    if (!environment) {
      throw new NotFoundError('There is no such environment');
    }
    return {
      kind: asked.kind,
      version: { ...this.changes.to, label: asked.version ?? 'v1.0.0' },
      environment: asked.environment,
      planHash: `plan-${this.planRevision}`,
      hosts: environment.hosts
        .filter(({ ref }) => !asked.hosts || asked.hosts.includes(ref))
        .map((host, index) => ({
          ref: host.ref,
          name: host.name,
          address: '10.0.0.1:22',
          connection: 'ssh' as const,
          variables: {},
          batch: index,
          runs: host.version,
        })),
      steps: ['Check out', 'Build'],
      changes: this.changes,
      ifItFails: 'Every switched host goes back to what it runs now.',
      blockers: [],
      ...this.preview,
    };
  }

  #find(id: number): Release {
    const release = this.releases.find(candidate => candidate.id === id);
    if (!release) {
      throw new NotFoundError(`There is no release ${id}`);
    }
    return release;
  }

  #once(
    route: keyof typeof routes,
    key: string | undefined,
    run: () => Release,
  ): Release {
    const known = key === undefined ? undefined : this.#done.get(key);
    if (known) {
      return known;
    }
    const failure = this.failures.get(route);
    if (failure) {
      throw failure;
    }
    const result = run();
    if (key !== undefined) {
      this.#done.set(key, result);
    }
    return result;
  }

  #unless<T>(route: keyof typeof routes, answer: T): T {
    const failure = this.failures.get(route);
    if (failure) {
      throw failure;
    }
    return answer;
  }
}

/** A line of a list leaves out what only the page of the release shows. */
function summaryOf(release: Release): ReleaseSummary {
  return routes.listReleases.response.shape.items.element
    .strip()
    .parse(release);
}
