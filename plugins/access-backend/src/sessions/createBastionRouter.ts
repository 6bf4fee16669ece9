import { AuthenticationError } from '@backstage/errors';
import { parseWith } from '@stagedoor/http-contract';
import { refuseUnstorable } from '@stagedoor/http-router';
import { bastionRoutes as routes } from '@stagedoor/plugin-access-common';
import { BastionAuthority } from '@stagedoor/plugin-access-node';
import express, { Request } from 'express';
import Router from 'express-promise-router';
import { Bastion, BastionService } from './BastionService';
import { RateLimit } from './RateLimit';

/** What everybody together may get wrong from one address. */
const strangers = { perSecond: 5, burst: 20 };
/** Hundreds of sessions, each of which is heard of twice a second. */
const known = { perSecond: 500, burst: 1000 };

/** Serves bastions, which show a token of their own in place of the platform's credentials. */
export function createBastionRouter(options: {
  authority: BastionAuthority;
  service: BastionService;
}): express.Router {
  const { authority, service } = options;
  const failures = new RateLimit(strangers);
  const requests = new RateLimit(known);
  const bastions = new WeakMap<Request, Bastion>();
  const router = Router();

  router.use('/bastion', async (request, _response, next) => {
    const bastion = await recognize(authority, request);
    if (!bastion) {
      failures.take(request.ip ?? '');
      throw new AuthenticationError('This is not the token of a bastion');
    }
    requests.take(bastion.name);
    bastions.set(request, bastion);
    next();
  });
  const who = (request: Request): Bastion => {
    const bastion = bastions.get(request);
    if (!bastion) {
      throw new AuthenticationError('Nobody has asked for the token');
    }
    return bastion;
  };
  const small = express.json({ limit: '64kb' });
  // A chunk of a megabyte, in which every character may have to be escaped.
  const large = express.json({ limit: '3mb' });

  router.post(routes.listPrincipals.path, small, async (request, response) => {
    refuseUnstorable(request.body);
    const question = parseWith(routes.listPrincipals.body, request.body);
    response.json(await service.listPrincipals(question));
  });
  router.post(routes.beginSession.path, small, async (request, response) => {
    refuseUnstorable(request.body);
    const question = parseWith(routes.beginSession.body, request.body);
    response.status(201).json(await service.begin(who(request), question));
  });
  router.post(
    toExpress(routes.appendRecording.path),
    large,
    async (request, response) => {
      const { id } = parseWith(routes.appendRecording.params, request.params);
      const chunk = parseWith(routes.appendRecording.body, request.body);
      response.json(await service.append(who(request), id, chunk));
    },
  );
  router.post(
    toExpress(routes.keepSession.path),
    small,
    async (request, response) => {
      const { id } = parseWith(routes.keepSession.params, request.params);
      response.json(await service.keep(who(request), id));
    },
  );
  router.post(
    toExpress(routes.endSession.path),
    small,
    async (request, response) => {
      const { id } = parseWith(routes.endSession.params, request.params);
      const end = parseWith(routes.endSession.body, request.body);
      await service.end(who(request), id, end);
      response.json({});
    },
  );
  router.get(routes.readRevocations.path, async (_request, response) => {
    response.json(await service.readRevocations());
  });
  return router;
}

async function recognize(
  authority: BastionAuthority,
  request: Request,
): Promise<{ name: string } | undefined> {
  const [, token] =
    /^Bearer ([\x21-\x7e]{1,500})$/i.exec(request.get('authorization') ?? '') ??
    [];
  return token === undefined ? undefined : authority.authenticate(token);
}

function toExpress(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
