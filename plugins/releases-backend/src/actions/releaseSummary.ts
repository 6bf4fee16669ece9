import { RegistryZod } from '@stagedoor/commands';
import { ReleaseSummary } from '@stagedoor/plugin-releases-common';

/** What actions answer about a release. */
export function summarySchema(z: RegistryZod) {
  return {
    id: z.number(),
    component: z.string(),
    environment: z.string(),
    kind: z.string(),
    commit: z.string(),
    label: z.string().optional(),
    state: z.string(),
    requestedBy: z.string(),
    outcome: z.string().optional(),
    page: z.string().describe('Path of its page in the portal'),
  };
}

/** The same, filled in. */
export function toSummary(release: ReleaseSummary) {
  return {
    id: release.id,
    component: release.component,
    environment: release.environment,
    kind: release.kind,
    commit: release.version.commit,
    label: release.version.label,
    state: release.state,
    requestedBy: release.requestedBy,
    outcome: release.outcome,
    page: `/releases/${release.id}`,
  };
}
