import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  createContractRouter,
  readIdempotencyKey,
  RouteContext,
} from '@stagedoor/http-router';
import {
  accessRoutes,
  createAccessOpenApi,
} from '@stagedoor/plugin-access-common';
import express from 'express';
import { Asker } from '../permissions/Asker';
import { Askers } from '../permissions/Askers';
import { AccessService } from '../service/AccessService';
import { SessionService } from '../sessions/SessionService';

/** Offers the service over REST. Recordings and bastions have routers of their own. */
export function createRouter(options: {
  askers: Askers;
  httpAuth: HttpAuthService;
  service: AccessService;
  sessions: SessionService;
}): express.Router {
  const { askers, httpAuth, service, sessions } = options;
  const who = ({ credentials, request }: RouteContext): Asker =>
    askers.recognize(credentials, {
      request,
      idempotencyKey: readIdempotencyKey(request),
    });

  return createContractRouter({
    routes: accessRoutes,
    httpAuth,
    createOpenApi: createAccessOpenApi,
    handlers: {
      countAccess: (_, context) => service.count(who(context)),
      previewRequest: ({ body }, context) =>
        service.preview(body, who(context)),
      listRequests: ({ query }, context) =>
        service.listRequests(query, who(context)),
      createRequest: ({ body }, context) =>
        service.createRequest(body, who(context)),
      getRequest: ({ params }, context) =>
        service.getRequest(params.id, who(context)),
      editRequest: ({ params, body }, context) =>
        service.editRequest(params.id, body, who(context)),
      reviewRequest: ({ params, body }, context) =>
        service.reviewRequest(params.id, body, who(context)),
      cancelRequest: ({ params, body }, context) =>
        service.cancelRequest(params.id, body, who(context)),
      listGrants: ({ query }, context) =>
        service.listGrants(query, who(context)),
      getGrant: ({ params }, context) =>
        service.getGrant(params.id, who(context)),
      issueCertificate: ({ params, body }, context) =>
        service.issueCertificate(params.id, body, who(context)),
      returnGrant: ({ params }, context) =>
        service.returnGrant(params.id, who(context)),
      revokeGrant: ({ params, body }, context) =>
        service.revokeGrant(params.id, body, who(context)),
      extendGrant: ({ params, body }, context) =>
        service.extendGrant(params.id, body, who(context)),
      listHolders: ({ query }, context) =>
        service.listHolders(query, who(context)),
      listKeys: (_, context) => service.listKeys(who(context)),
      removeKey: ({ params }, context) =>
        service.removeKey(params.id, who(context)),
      listSessions: ({ query }, context) => sessions.list(query, who(context)),
      getSession: ({ params }, context) =>
        sessions.get(params.id, who(context)),
      terminateSession: ({ params, body }, context) =>
        sessions.terminate(params.id, body.comment, who(context)),
      searchRecording: ({ params, query }, context) =>
        sessions.search(
          params.id,
          query.search,
          who(context),
          whenClosed(context),
        ),
    },
  });
}

/** Whoever types on asks anew, and does not wait for the answer to half a word. */
function whenClosed({ request }: RouteContext): AbortSignal {
  const closed = new AbortController();
  request.res?.once('close', () => closed.abort());
  return closed.signal;
}
