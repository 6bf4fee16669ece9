import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  CatalogMemberships,
  CatalogNames,
  CatalogReads,
} from '@stagedoor/catalog-people';
import { CommandLog } from '@stagedoor/commands';
import { Knex } from 'knex';
import { AccessAnnouncer } from './announcements/AccessAnnouncer';
import { AccessConfig } from './config';
import { AccessReader } from './permissions/AccessReader';
import { accessResourceRef } from './permissions/accessRules';
import { Askers } from './permissions/Askers';
import { AccessPolicy } from './policy/AccessPolicy';
import { HolderCheck } from './policy/HolderCheck';
import { HostReader } from './policy/HostReader';
import { RoleBook } from './policy/RoleBook';
import { AccessProviders } from './providers/AccessProviders';
import { ProviderReconciler } from './providers/ProviderReconciler';
import { auditAccess } from './service/auditAccess';
import { AuthorizedAccessService } from './service/AuthorizedAccessService';
import { CertificateDesk } from './service/CertificateDesk';
import { DefaultAccessService } from './service/DefaultAccessService';
import { GrantCommands } from './service/GrantCommands';
import { GrantDescriber } from './service/GrantDescriber';
import { HolderLister } from './service/HolderLister';
import { RequestCommands } from './service/RequestCommands';
import { RequestDescriber } from './service/RequestDescriber';
import { RequestPlanner } from './service/RequestPlanner';
import { ReviewCommand } from './service/ReviewCommand';
import { CertificateStore } from './store/CertificateStore';
import { GrantReader } from './store/GrantReader';
import { GrantWriter } from './store/GrantWriter';
import { KeyStore } from './store/KeyStore';
import { ProviderOutbox } from './store/ProviderOutbox';
import { RequestReader } from './store/RequestReader';
import { RequestWriter } from './store/RequestWriter';
import { AccessClock } from './tasks/AccessClock';
import { HolderSweeper } from './tasks/HolderSweeper';
import { OwnerRefresher } from './tasks/OwnerRefresher';
import { RuleRefresher } from './tasks/RuleRefresher';

/** Puts the parts of access together, one layer on the other. */
export function buildAccess(
  deps: {
    auditor: AuditorService;
    auth: AuthService;
    catalog: CatalogService;
    config: RootConfigService;
    logger: LoggerService;
    notifications: NotificationService;
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
    signals: SignalsService;
  },
  parts: { config: AccessConfig; knex: Knex; providers: AccessProviders },
) {
  const { config, knex, providers } = parts;
  const { authority } = providers;
  const reads = new CatalogReads(deps);
  const memberships = new CatalogMemberships(reads);
  const roles = RoleBook.fromConfig(deps.config);
  const hosts = new HostReader({ ...deps, authority, reads });
  const names = new CatalogNames(reads);
  const holders = new HolderCheck({ memberships, names, roles });
  const policy = new AccessPolicy({ config, memberships, roles });
  const planner = new RequestPlanner({ config, hosts, policy });

  const commands = new CommandLog<string>(knex, 'subject');
  const stores = {
    commands,
    knex,
    providers: () => [...providers.byId.keys()],
  };
  const requests = new RequestReader(knex);
  const grants = new GrantReader(knex);
  const writer = new RequestWriter(stores);
  const grantWriter = new GrantWriter(stores);
  const keys = new KeyStore(knex);

  const announcer = new AccessAnnouncer({ ...deps, grants, names, requests });
  const reconciler = new ProviderReconciler({
    announcer,
    alarm: config.fallbackApprovers,
    logger: deps.logger,
    outbox: new ProviderOutbox(knex),
    providers: providers.byId,
  });
  const shared = {
    ...{ announcer, authority, grants, grantWriter, holders, hosts, keys },
    ...{ planner, policy, requests, writer },
    auditor: deps.auditor,
    logger: deps.logger,
    wakeProviders: () => reconciler.wake(),
  };

  const askers = new Askers({ ...deps, holders, memberships });
  const access = new AccessReader({
    ...{ askers, grants, knex, requests },
    permissions: deps.permissions,
    ruleset: deps.permissionsRegistry.getPermissionRuleset(accessResourceRef),
  });
  const certificateDesk = new CertificateDesk({
    ...shared,
    commands,
    knex,
    certificates: new CertificateStore(knex),
  });
  const service = new DefaultAccessService({
    ...shared,
    certificateDesk,
    grantCommands: new GrantCommands(shared),
    grantDescriber: new GrantDescriber({ ...shared, access }),
    holderLister: new HolderLister(shared),
    requestCommands: new RequestCommands(shared),
    requestDescriber: new RequestDescriber(shared),
    reviewCommand: new ReviewCommand(shared),
  });
  return {
    ...{ access, announcer, askers, certificateDesk, commands, reconciler },
    ...{ grants, names, requests },
    clock: new AccessClock(shared),
    sweeper: new HolderSweeper(shared),
    ownerRefresher: new OwnerRefresher(shared),
    refresher: new RuleRefresher(shared),
    service: auditAccess(
      deps.auditor,
      new AuthorizedAccessService(access, service),
    ),
  };
}
