import {
  HttpAuthService,
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ReleaseEngine,
  ReleaseFaultPoints,
} from '@stagedoor/plugin-releases-node';
import express from 'express';
import { Knex } from 'knex';
import { ReleaseAnnouncer } from './announcements/ReleaseAnnouncer';
import { ReleasesConfig } from './config';
import { createLogRouter } from './log/createLogRouter';
import { LogPump } from './log/LogPump';
import { LogStore } from './log/LogStore';
import { ReleaseAccess } from './permissions/ReleaseAccess';
import { ReleaseWorkers } from './runner/ReleaseWorkers';
import { StartCheck } from './service/StartCheck';
import { DatabaseWake } from './wake/DatabaseWake';

/** Has this replica carry out releases, and show their logs. It stops with the plugin. */
export function startWorkers(options: {
  access: ReleaseAccess;
  announcer: ReleaseAnnouncer;
  config: ReleasesConfig;
  engines: ReadonlyMap<string, ReleaseEngine>;
  faultPoints: ReleaseFaultPoints;
  httpAuth: HttpAuthService;
  knex: Knex;
  lifecycle: LifecycleService;
  logger: LoggerService;
  startCheck: StartCheck;
}): express.Router {
  const { access, announcer, config, knex, lifecycle, startCheck } = options;
  const wake = DatabaseWake.start(options);
  const store = new LogStore(knex);
  const pump = new LogPump({ ...options, store, wake });
  const workers = new ReleaseWorkers({
    ...options,
    wake,
    concurrency: config.workers.concurrency,
    leaseSeconds: config.workers.lease.seconds,
    secrets: new Map(Object.entries(config.secrets)),
    maxLogBytes: config.log.maxBytes,
    mayStart: id => startCheck.mayStart(id),
    announce: (id, { state }) =>
      void (state
        ? announcer.announceChange(id)
        : announcer.announceProgress(id)),
    reach: point => options.faultPoints.reach(point),
  });
  lifecycle.addStartupHook(() => workers.start());
  lifecycle.addShutdownHook(async () => {
    await workers.stop();
    pump.close();
    await wake.close();
  });
  return createLogRouter({
    httpAuth: options.httpAuth,
    store,
    pump,
    wake,
    followers: config.log.followers,
    requireRead: async (id, credentials) => {
      await access.requireRelease(id, credentials);
    },
  });
}
