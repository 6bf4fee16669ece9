import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { audited } from '@stagedoor/commands';
import { Release } from '@stagedoor/plugin-releases-common';
import { Asker } from '../permissions/Asker';
import { ReleaseService } from './ReleaseService';

/** What the audit log tells about releases. */
export type ReleaseAuditEvent =
  | 'release-create'
  | 'release-decide'
  | 'release-cancel'
  | 'release-retry'
  | 'release-log-download';

/** Has everything that changes a release written down. Reads pass unnoticed. */
export function auditReleases(
  auditor: AuditorService,
  service: ReleaseService,
): ReleaseService {
  const about = (release: Release) => ({
    release: release.id,
    component: release.component,
    environment: release.environment,
    version: release.version.commit,
    state: release.state,
  });
  const write = (
    eventId: ReleaseAuditEvent,
    asker: Asker,
    meta: JsonObject,
    act: () => Promise<Release>,
  ) => audited(auditor, { eventId, asker, meta, describe: about }, act);
  return {
    listEnvironments: () => service.listEnvironments(),
    list: (query, asker) => service.list(query, asker),
    count: asker => service.count(asker),
    preview: (wish, asker) => service.preview(wish, asker),
    get: (id, asker) => service.get(id, asker),
    readChanges: (id, asker) => service.readChanges(id, asker),
    readMatrix: (component, asker) => service.readMatrix(component, asker),
    listDeployments: (query, asker) => service.listDeployments(query, asker),
    listVersions: (query, asker) => service.listVersions(query, asker),
    compareVersions: (query, asker) => service.compareVersions(query, asker),
    inspect: (place, asker) => service.inspect(place, asker),
    create: (wish, asker) => {
      const { component, environment, kind, version = null } = wish;
      const meta = { component, environment, kind, version };
      return write('release-create', asker, meta, () =>
        service.create(wish, asker),
      );
    },
    decide: (id, decision, asker) =>
      write(
        'release-decide',
        asker,
        {
          release: id,
          decision: decision.decision,
          planHash: decision.planHash,
        },
        () => service.decide(id, decision, asker),
      ),
    cancel: (id, wish, asker) =>
      write('release-cancel', asker, { release: id }, () =>
        service.cancel(id, wish, asker),
      ),
    retry: (id, wish, asker) =>
      write('release-retry', asker, { retryOf: id }, () =>
        service.retry(id, wish, asker),
      ),
  };
}
