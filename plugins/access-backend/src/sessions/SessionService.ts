import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogNames, canonicalRef } from '@stagedoor/catalog-people';
import { audited } from '@stagedoor/commands';
import { SharedSlots } from '@stagedoor/http-router';
import { accessRoutes, Session } from '@stagedoor/plugin-access-common';
import { Request } from 'express';
import { Knex } from 'knex';
import { z } from 'zod';
import { RecordingReader } from '../recordings/RecordingReader';
import { describeSession } from './describeSession';
import { Matches, searchRecording } from './searchRecording';
import { SessionAccess } from './SessionAccess';
import { SessionReader } from './SessionReader';
import { SessionWriter } from './SessionWriter';
import { StoredSession } from './StoredSession';

/** Who wants to see sessions, or to end one. */
export interface SessionAsker {
  ref: string;
  credentials: BackstageCredentials;
  request?: Request;
}

/** Which sessions to list. */
export type SessionQuery = z.output<typeof accessRoutes.listSessions.query>;

/** How many recordings may be searched at the same time: each of them takes the processor for as long as it is long. */
const mostSearches = { perUser: 3, total: 8 };

/** Sessions, for people. What somebody may not see answers as if it were not there. */
export class SessionService {
  readonly #options: {
    access: SessionAccess;
    announce(session: { id: string; grant: number }): Promise<void>;
    auditor: AuditorService;
    knex: Knex;
    names: CatalogNames;
    reader: SessionReader;
    recordings: RecordingReader;
    writer: SessionWriter;
  };
  readonly #searches = new SharedSlots(mostSearches.total, {
    most: taken =>
      `You search ${taken} recordings already; wait for one of them, or close it`,
    total: 'Too many recordings are being searched; try again in a moment',
  });

  constructor(options: {
    access: SessionAccess;
    /** Tells pages that a session has changed. */
    announce(session: { id: string; grant: number }): Promise<void>;
    auditor: AuditorService;
    knex: Knex;
    names: CatalogNames;
    reader: SessionReader;
    recordings: RecordingReader;
    writer: SessionWriter;
  }) {
    this.#options = options;
  }

  async list(
    query: SessionQuery,
    asker: SessionAsker,
  ): Promise<{ items: Session[]; nextCursor?: string }> {
    const { access, reader } = this.#options;
    const visible = await access.findVisible(asker.credentials);
    if (!visible) {
      return { items: [] };
    }
    const { cursor, grant, holder, host, limit, state } = query;
    const found = await reader.list(
      {
        ...{ grant, state },
        holder: holder && canonicalRef(holder, 'holder', 'user'),
        host: host && canonicalRef(host, 'host', 'resource'),
        visible: visible.conditions,
      },
      { after: cursor, limit: limit + 1 },
    );
    const page = found.slice(0, limit);
    const rightsOf = await access.judgeSessions(asker.credentials);
    return {
      items: page.map(session =>
        describeSession(
          session,
          rightsOf({
            holder: session.holder,
            owners: session.hostOwners,
            reviewers: [],
          }),
        ),
      ),
      nextCursor: found.length > limit ? page.at(-1)?.id : undefined,
    };
  }

  async get(id: string, asker: SessionAsker): Promise<Session> {
    const rights = await this.#options.access.requireSession(
      id,
      asker.credentials,
    );
    return describeSession(await this.#find(id), rights);
  }

  /** Has a session ended: its bastion hears it within seconds. Once more changes nothing. */
  async terminate(
    id: string,
    comment: string | undefined,
    asker: SessionAsker,
  ): Promise<Session> {
    const { access, announce, auditor, knex, names } = this.#options;
    const { terminate } = await access.requireSession(id, asker.credentials);
    const session = await audited(
      auditor,
      {
        eventId: 'access-session-terminate',
        asker,
        meta: { session: id, comment: comment ?? null },
        describe: ({ grant, holder, host }) => ({
          grant,
          holder,
          host: host.name,
        }),
      },
      async () => {
        if (!terminate.allowed) {
          throw new NotAllowedError(terminate.reason);
        }
        const by = await names.spellOut(asker.ref);
        await knex('sessions')
          .where({ id, state: 'active' })
          .whereNull('terminate_at')
          .update({
            terminate_at: knex.fn.now(),
            terminate_by: asker.ref,
            ended_because: `Ended by ${by}${comment ? `: ${comment}` : ''}`,
          });
        return this.#find(id);
      },
    );
    await announce(session);
    return this.get(id, asker);
  }

  /** The recording of a session, for somebody who may replay it. */
  async openRecording(id: string, asker: SessionAsker): Promise<StoredSession> {
    const { replay } = await this.#options.access.requireSession(
      id,
      asker.credentials,
    );
    if (!replay.allowed) {
      throw new NotAllowedError(replay.reason);
    }
    const session = await this.#find(id);
    if (session.recording.state === 'none') {
      throw new NotFoundError('Nothing of this session was recorded');
    }
    return session;
  }

  /**
   * Finds text in a recording, as far as it is whole, and says where it is not.
   *
   * @param signal - nobody wants to know any more
   * @throws ServiceUnavailableError if too many are being searched
   */
  async search(
    id: string,
    needle: string,
    asker: SessionAsker,
    signal?: AbortSignal,
  ): Promise<Matches> {
    const { auditor } = this.#options;
    return audited(
      auditor,
      {
        eventId: 'access-recording-search',
        asker,
        meta: { session: id, search: needle },
        describe: ({ items }) => ({ matches: items.length }),
      },
      async () => {
        const session = await this.openRecording(id, asker);
        const taker = { ref: asker.ref, most: mostSearches.perUser };
        return this.#searches.use(taker, () =>
          searchRecording(session, needle, { ...this.#options, signal }),
        );
      },
    );
  }

  async #find(id: string): Promise<StoredSession> {
    const session = await this.#options.reader.find(id);
    if (!session) {
      throw new NotFoundError(`There is no session ${id}`);
    }
    return session;
  }
}
