import {
  BackstageCredentials,
  BackstagePrincipalTypes,
  BackstageUserPrincipal,
  BackstageServicePrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { parseWith } from '@stagedoor/http-contract';
import { FollowerSlots } from '@stagedoor/http-router';
import { releasesRoutes as routes } from '@stagedoor/plugin-releases-common';
import express from 'express';
import Router from 'express-promise-router';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { DatabaseWake } from '../wake/DatabaseWake';
import { downloadLog } from './downloadLog';
import { followLog } from './followLog';
import { LogPump } from './LogPump';
import { LogStore } from './LogStore';
import { readLog } from './readLog';

/** Whoever may read logs. */
export type LogReader = BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
>;

/** Serves logs: page by page, as a stream of events, and as a whole. */
export function createLogRouter(options: {
  httpAuth: HttpAuthService;
  /** @throws NotFoundError if there is no such release, or the reader may not see it */
  requireRead(release: number, credentials: LogReader): Promise<void>;
  store: LogStore;
  pump: LogPump;
  wake: DatabaseWake;
  /** How many logs may be followed at the same time. */
  followers: { perUser: number; total: number };
}): express.Router {
  const { httpAuth, requireRead, store, pump, wake } = options;
  const slots = new FollowerSlots('logs', options.followers);
  const router = Router();

  async function admit(req: express.Request) {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'] satisfies (keyof BackstagePrincipalTypes)[],
    });
    const { id } = parseWith(routes.readLog.params, req.params);
    await requireRead(id, credentials);
    return { id, credentials };
  }

  router.get(toExpress(routes.readLog.path), async (req, res) => {
    const { id, credentials } = await admit(req);
    const query = parseWith(routes.readLog.query, req.query);
    const free = query.wait > 0 ? slots.take(nameOf(credentials)) : () => {};
    try {
      const page = await readLog({
        store,
        wake,
        release: id,
        query,
        signal: closed(res),
      });
      if (!res.destroyed) {
        res.json(page);
      }
    } finally {
      free();
    }
  });

  router.get(toExpress(routes.followLog.path), async (req, res) => {
    const { id, credentials } = await admit(req);
    const { after } = parseWith(routes.followLog.query, req.query);
    if (res.destroyed) {
      // Whoever has left meanwhile would never leave again, and what is held for them never be let go.
      return;
    }
    res.once('close', slots.take(nameOf(credentials)));
    followLog({
      pump,
      release: id,
      after: readLastEventId(req) ?? after,
      res,
      mayStillRead: () => requireRead(id, credentials),
    });
  });

  router.get(toExpress(routes.downloadLog.path), async (req, res) => {
    const { id, credentials } = await admit(req);
    const free = slots.take(nameOf(credentials));
    try {
      res.set({
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Disposition': `attachment; filename="release-${id}.log"`,
        'X-Content-Type-Options': 'nosniff',
      });
      await pipeline(
        Readable.from(downloadLog(store, id), { highWaterMark: 1 }),
        res,
      ).catch(error => {
        // A part has been sent already: the reader sees that the connection breaks.
        res.destroy(error);
      });
    } finally {
      free();
    }
  });

  return router;
}

function toExpress(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function nameOf({ principal }: LogReader): string {
  return principal.type === 'user'
    ? principal.userEntityRef
    : principal.subject;
}

/** What a browser says when it connects again. */
function readLastEventId(req: express.Request): number | undefined {
  const value = req.get('last-event-id');
  return value && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function closed(res: express.Response): AbortSignal {
  const controller = new AbortController();
  if (res.destroyed) {
    controller.abort();
  }
  res.once('close', () => controller.abort());
  return controller.signal;
}
