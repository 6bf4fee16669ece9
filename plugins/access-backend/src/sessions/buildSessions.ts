import {
  AuditorService,
  HttpAuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogNames } from '@stagedoor/catalog-people';
import { BastionAuthority } from '@stagedoor/plugin-access-node';
import express from 'express';
import { Knex } from 'knex';
import { FileRecordingStore } from '../recordings/FileRecordingStore';
import { RecordingReader } from '../recordings/RecordingReader';
import { BastionService } from './BastionService';
import { createBastionRouter } from './createBastionRouter';
import { createRecordingRouter } from './createRecordingRouter';
import { GrantGate, SessionAccess } from './SessionAccess';
import { SessionReader } from './SessionReader';
import { SessionAsker, SessionService } from './SessionService';
import { HostOverride, SessionStarter } from './SessionStarter';
import { SessionWriter } from './SessionWriter';
import { giveUpSessions, scheduleSweeper } from './sweepSessions';

/** Everything about sessions, put together. */
export interface Sessions {
  /** For people. */
  service: SessionService;
  reader: SessionReader;
  /** Serves bastions below /bastion, which the platform has to let pass unauthenticated. Absent without an authority. */
  bastionRouter: express.Router | undefined;
  recordingRouter: express.Router;
  /** Gives up sessions of which nothing was heard for a while. */
  giveUp(): Promise<void>;
  scheduleSweeper(scheduler: SchedulerService): Promise<void>;
}

/** Puts together what sessions consist of. */
export function buildSessions(options: {
  access: SessionAccess;
  /** Tells pages that a session has changed, once it is committed. Never throws. */
  announce(session: { id: string; grant: number }): Promise<void>;
  auditor: AuditorService;
  authority: BastionAuthority | undefined;
  grants: GrantGate;
  /** By their names. */
  hosts: Readonly<Record<string, HostOverride>>;
  httpAuth: HttpAuthService;
  knex: Knex;
  logger: LoggerService;
  names: CatalogNames;
  /** Where recordings lie. */
  directory: string;
  /** How long a recording may become, in bytes. */
  maxBytes: number;
  recognize(
    credentials: SessionAsker['credentials'],
    request: express.Request,
  ): SessionAsker;
}): Sessions {
  const { authority, knex } = options;
  const store = new FileRecordingStore(options.directory);
  const recordings = new RecordingReader(knex, store);
  const reader = new SessionReader(knex);
  const writer = new SessionWriter({ ...options, store });
  const service = new SessionService({
    ...options,
    reader,
    recordings,
    writer,
  });
  const giveUp = () => giveUpSessions({ ...options, reader });
  const serveBastions = (known: BastionAuthority) =>
    createBastionRouter({
      authority: known,
      service: new BastionService({
        ...options,
        authority: known,
        reader,
        starter: new SessionStarter({ ...options, authority: known, store }),
        writer,
      }),
    });
  return {
    service,
    reader,
    bastionRouter: authority && serveBastions(authority),
    recordingRouter: createRecordingRouter({
      ...options,
      reader,
      recordings,
      service,
      writer,
    }),
    giveUp,
    scheduleSweeper: scheduler => scheduleSweeper(scheduler, giveUp),
  };
}
