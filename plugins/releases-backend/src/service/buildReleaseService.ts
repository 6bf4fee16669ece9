import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { ReleaseEngine } from '@stagedoor/plugin-releases-node';
import { Knex } from 'knex';
import { ReleaseAnnouncer } from '../announcements/ReleaseAnnouncer';
import { ReleasesConfig } from '../config';
import { Askers } from '../permissions/Askers';
import { ReleaseAccess } from '../permissions/ReleaseAccess';
import { releaseResourceRef } from '../permissions/releaseRules';
import { PipelineReader } from '../pipelines/PipelineReader';
import { ApprovalPolicy } from '../policy/ApprovalPolicy';
import {
  CatalogMemberships,
  CatalogNames,
  CatalogReads,
} from '@stagedoor/catalog-people';
import { LiveVersions } from '../store/LiveVersions';
import { ReleaseReader } from '../store/ReleaseReader';
import { ReleaseWriter } from '../store/ReleaseWriter';
import { auditReleases } from './auditReleases';
import { AuthorizedReleaseService } from './AuthorizedReleaseService';
import { DefaultReleaseService } from './DefaultReleaseService';
import { DeploymentReader } from './DeploymentReader';
import { MatrixReader } from './MatrixReader';
import { PreviewWriter } from './PreviewWriter';
import { ReleaseCommands } from './ReleaseCommands';
import { ReleaseDescriber } from './ReleaseDescriber';
import { ReleasePlanner } from './ReleasePlanner';
import { RetryPlanner } from './RetryPlanner';
import { StartCheck } from './StartCheck';
import { TargetReader } from './TargetReader';
import { VersionOffers } from './VersionOffers';
import { VersionSourceReader } from './VersionSourceReader';

/** Puts the parts of the service together, one layer on the other. */
export function buildReleaseService(
  deps: {
    auditor: AuditorService;
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
    notifications: NotificationService;
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
    signals: SignalsService;
  },
  parts: {
    config: ReleasesConfig;
    engines: ReadonlyMap<string, ReleaseEngine>;
    knex: Knex;
    reader: ReleaseReader;
    versions: VersionSourceReader;
  },
) {
  const { config, knex, reader } = parts;
  const { environments } = config;
  const writer = new ReleaseWriter(knex);
  const live = new LiveVersions(knex);
  const reads = new CatalogReads(deps);
  const memberships = new CatalogMemberships(reads);
  const approvals = new ApprovalPolicy({ environments, memberships });
  const pipelines = new PipelineReader(deps);
  const targets = new TargetReader({ config, pipelines });
  const announcer = new ReleaseAnnouncer({
    ...deps,
    config,
    reader,
    names: new CatalogNames(reads),
  });
  const shared = { ...parts, approvals, live, pipelines, targets };

  const planner = new ReleasePlanner(shared);
  const previews = new PreviewWriter(shared);
  const describer = new ReleaseDescriber(shared);
  const retries = new RetryPlanner({ ...shared, planner });
  const askers = new Askers({ ...deps, memberships });
  const access = new ReleaseAccess({
    ...deps,
    reader,
    ruleset: deps.permissionsRegistry.getPermissionRuleset(releaseResourceRef),
  });
  const service = new DefaultReleaseService({
    ...shared,
    describer,
    planner,
    previews,
    deployments: new DeploymentReader({
      ...shared,
      catalog: deps.catalog,
      memberships,
    }),
    offers: new VersionOffers(shared),
    matrix: new MatrixReader({ ...shared, describer }),
    commands: new ReleaseCommands({
      ...shared,
      announcer,
      planner,
      previews,
      retries,
      writer,
    }),
  });
  return {
    access,
    announcer,
    askers,
    writer,
    startCheck: new StartCheck({ ...shared, announcer, writer }),
    service: auditReleases(
      deps.auditor,
      new AuthorizedReleaseService(access, service),
    ),
  };
}
