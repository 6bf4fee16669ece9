import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
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

/** Writes down who did something, or tried to. An event that was opened is always closed. */
export async function audited<T>(
  auditor: AuditorService,
  eventId: ReleaseAuditEvent,
  asker: Pick<Asker, 'ref' | 'request'>,
  meta: JsonObject,
  act: () => Promise<T>,
  describe: (result: T) => JsonObject = () => ({}),
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    request: asker.request,
    meta: { actor: asker.ref, ...meta },
  });
  try {
    const result = await act();
    await event.success({ meta: describe(result) });
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}

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
  return {
    listEnvironments: () => service.listEnvironments(),
    list: (query, asker) => service.list(query, asker),
    count: asker => service.count(asker),
    preview: (wish, asker) => service.preview(wish, asker),
    get: (id, asker) => service.get(id, asker),
    readChanges: (id, asker) => service.readChanges(id, asker),
    readMatrix: (component, asker) => service.readMatrix(component, asker),
    listVersions: (query, asker) => service.listVersions(query, asker),
    compareVersions: (query, asker) => service.compareVersions(query, asker),
    inspect: (place, asker) => service.inspect(place, asker),
    create: (wish, asker) => {
      const { component, environment, kind, version = null } = wish;
      return audited(
        auditor,
        'release-create',
        asker,
        { component, environment, kind, version },
        () => service.create(wish, asker),
        about,
      );
    },
    decide: (id, decision, asker) =>
      audited(
        auditor,
        'release-decide',
        asker,
        {
          release: id,
          decision: decision.decision,
          planHash: decision.planHash,
        },
        () => service.decide(id, decision, asker),
        about,
      ),
    cancel: (id, wish, asker) =>
      audited(
        auditor,
        'release-cancel',
        asker,
        { release: id },
        () => service.cancel(id, wish, asker),
        about,
      ),
    retry: (id, wish, asker) =>
      audited(
        auditor,
        'release-retry',
        asker,
        { retryOf: id },
        () => service.retry(id, wish, asker),
        about,
      ),
  };
}
