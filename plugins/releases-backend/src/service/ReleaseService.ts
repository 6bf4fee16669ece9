import {
  Changes,
  DeploymentList,
  Inspection,
  Matrix,
  Preview,
  Release,
  ReleaseKind,
  ReleaseList,
  ReleaseState,
  VersionList,
} from '@stagedoor/plugin-releases-common';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Asker } from '../permissions/Asker';
import { ReleaseCondition } from '../store/releaseConditions';
import { Wish } from './ReleasePlanner';

/** Which releases somebody wants to see. */
export interface ReleaseQuery {
  component?: string;
  environment?: string;
  state?: ReleaseState[];
  kind?: ReleaseKind[];
  requestedBy?: string;
  waitsForMe?: boolean;
  cursor?: string;
  limit: number;
}

/** What the asker may see at most. Set by whoever checks permissions, and by nobody else. */
export interface Visibility {
  conditions?: PermissionCriteria<ReleaseCondition>;
}

/** Which versions somebody wants to choose from. */
export interface OfferQuery {
  component: string;
  of: 'tags' | 'branch';
  branch?: string;
  search?: string;
  cursor?: string;
  limit: number;
}

/** A stage of delivery, as everybody may know it. */
export interface EnvironmentSummary {
  name: string;
  title: string;
  approvals: number;
  approvalsFrom: string[];
  whenBusy: 'queue' | 'supersede' | 'refuse';
}

/** What people and programs do with releases, as far as they may. */
export interface ReleaseService {
  listEnvironments(): Promise<{ items: EnvironmentSummary[] }>;
  list(
    query: ReleaseQuery,
    asker: Asker,
    visible?: Visibility,
  ): Promise<ReleaseList>;
  count(
    asker: Asker,
    visible?: Visibility,
  ): Promise<{ waitsForMe: number; running: number }>;
  preview(wish: Wish, asker: Asker): Promise<Preview>;
  create(
    wish: Wish & { reason?: string; planHash?: string },
    asker: Asker,
  ): Promise<Release>;
  get(id: number, asker: Asker): Promise<Release>;
  decide(
    id: number,
    decision: {
      decision: 'approved' | 'rejected';
      comment?: string;
      planHash: string;
    },
    asker: Asker,
  ): Promise<Release>;
  cancel(id: number, wish: { reason?: string }, asker: Asker): Promise<Release>;
  retry(id: number, wish: { reason?: string }, asker: Asker): Promise<Release>;
  readChanges(id: number, asker: Asker): Promise<Changes>;
  readMatrix(component: string, asker: Asker): Promise<Matrix>;
  listDeployments(
    query: { limit: number },
    asker: Asker,
    mayShow?: (componentOwner: string) => boolean,
  ): Promise<DeploymentList>;
  listVersions(query: OfferQuery, asker: Asker): Promise<VersionList>;
  compareVersions(
    query: { component: string; environment: string; version: string },
    asker: Asker,
  ): Promise<Changes>;
  inspect(
    place: { component: string; environment: string },
    asker: Asker,
  ): Promise<Inspection>;
}
