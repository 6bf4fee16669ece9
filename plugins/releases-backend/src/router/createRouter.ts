import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  createContractRouter,
  readIdempotencyKey,
  RouteContext,
} from '@stagedoor/http-router';
import {
  createReleasesOpenApi,
  releasesRoutes,
} from '@stagedoor/plugin-releases-common';
import express from 'express';
import { Asker } from '../permissions/Asker';
import { Askers } from '../permissions/Askers';
import { ReleaseService } from '../service/ReleaseService';

/** Offers the service over REST. The log has a router of its own. */
export function createRouter(options: {
  askers: Askers;
  httpAuth: HttpAuthService;
  service: ReleaseService;
}): express.Router {
  const { askers, httpAuth, service } = options;
  const who = ({ credentials, request }: RouteContext): Asker =>
    askers.recognize(credentials, {
      request,
      idempotencyKey: readIdempotencyKey(request),
    });

  return createContractRouter({
    routes: releasesRoutes,
    httpAuth,
    createOpenApi: createReleasesOpenApi,
    handlers: {
      listEnvironments: () => service.listEnvironments(),
      listReleases: ({ query }, context) => service.list(query, who(context)),
      countReleases: (_, context) => service.count(who(context)),
      previewRelease: ({ body }, context) =>
        service.preview(body, who(context)),
      createRelease: ({ body }, context) => service.create(body, who(context)),
      getRelease: ({ params }, context) => service.get(params.id, who(context)),
      decideRelease: ({ params, body }, context) =>
        service.decide(params.id, body, who(context)),
      cancelRelease: ({ params, body }, context) =>
        service.cancel(params.id, body, who(context)),
      retryRelease: ({ params, body }, context) =>
        service.retry(params.id, body, who(context)),
      getReleaseChanges: ({ params }, context) =>
        service.readChanges(params.id, who(context)),
      readLog: 'elsewhere',
      getMatrix: ({ query }, context) =>
        service.readMatrix(query.component, who(context)),
      listDeployments: ({ query }, context) =>
        service.listDeployments(query, who(context)),
      listVersions: ({ query }, context) =>
        service.listVersions(query, who(context)),
      compareVersions: ({ query }, context) =>
        service.compareVersions(query, who(context)),
      inspectHosts: ({ body }, context) => service.inspect(body, who(context)),
    },
  });
}
