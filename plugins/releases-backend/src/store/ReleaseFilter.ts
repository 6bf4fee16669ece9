import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { ReleaseKind, ReleaseState } from '@stagedoor/plugin-releases-common';
import { applyCriteria } from '@stagedoor/database';
import { Knex } from 'knex';
import { applyCondition, ReleaseCondition } from './releaseConditions';

/** Whose decision a release waits for. */
export interface Waiting {
  for: string;
  /** Environments whose policy asks this person; some only about components of certain owners. */
  environments: ReadonlyArray<{ name: string; owners?: readonly string[] }>;
}

/** Which releases to list. Refs are in their one spelling. */
export interface ReleaseFilter {
  component?: string;
  environment?: string;
  state?: readonly ReleaseState[];
  kind?: readonly ReleaseKind[];
  requestedBy?: string;
  waiting?: Waiting;
  /** Only what the asker may see. */
  visible?: PermissionCriteria<ReleaseCondition>;
}

/** Narrows a query over `releases as r`. */
export function applyFilter(
  query: Knex.QueryBuilder,
  filter: ReleaseFilter,
): void {
  const { component, environment, requestedBy } = filter;
  if (component !== undefined) {
    query.where('r.component', component);
  }
  if (environment !== undefined) {
    query.where('r.environment', environment);
  }
  if (requestedBy !== undefined) {
    query.where('r.requested_by', requestedBy);
  }
  if (filter.state) {
    query.whereIn('r.state', [...filter.state]);
  }
  if (filter.kind) {
    query.whereIn('r.kind', [...filter.kind]);
  }
  if (filter.waiting) {
    applyWaiting(query, filter.waiting);
  }
  if (filter.visible) {
    const { visible } = filter;
    query.where(rows => applyCriteria(rows, visible, applyCondition));
  }
}

function applyWaiting(query: Knex.QueryBuilder, waiting: Waiting): void {
  query
    .where('r.state', 'awaiting_approval')
    .whereRaw('r.expires_at > now()')
    .whereNot('r.requested_by', waiting.for)
    .whereNotExists(decisions =>
      decisions
        .from('release_approvals as a')
        .whereRaw('a.release_id = r.id')
        .where('a.by_ref', waiting.for)
        .whereNull('a.void_reason'),
    )
    .where(any => {
      any.whereRaw('false');
      for (const { name, owners } of waiting.environments) {
        any.orWhere(one => {
          one.where('r.environment', name);
          if (owners) {
            one.whereIn('r.component_owner', [...owners]);
          }
        });
      }
    });
}
