import { HttpAuthService } from '@backstage/backend-plugin-api';
import { createContractRouter } from '@stagedoor/http-router';
import {
  createObservabilityOpenApi,
  observabilityRoutes,
} from '@stagedoor/plugin-observability-common';
import express from 'express';
import { EntityLinksService } from './service/EntityLinksService';

/** The HTTP API of the plugin. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  links: EntityLinksService;
}): express.Router {
  const { httpAuth, links } = options;
  return createContractRouter({
    routes: observabilityRoutes,
    httpAuth,
    createOpenApi: createObservabilityOpenApi,
    handlers: {
      getEntityLinks: ({ params, query }, { credentials }) =>
        links.getEntityLinks({ entityRef: params, query }, { credentials }),
    },
  });
}
