import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { releasesRoutes } from '@stagedoor/plugin-releases-common';
import express from 'express';
import Router from 'express-promise-router';
import { Askers } from '../permissions/Askers';
import { ReleaseAuditEvent } from '../service/auditReleases';

const eventId: ReleaseAuditEvent = 'release-log-download';

/** Writes down who took a whole log away, before it is sent. A look at its pages passes unnoticed. */
export function auditLogDownloads(options: {
  askers: Askers;
  auditor: AuditorService;
  httpAuth: HttpAuthService;
}): express.Router {
  const { askers, auditor, httpAuth } = options;
  const router = Router();
  const path = releasesRoutes.downloadLog.path.replace('{id}', ':id');
  router.get(path, async (request, response, next) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { ref } = askers.recognize(credentials);
    const event = await auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      request,
      meta: { actor: ref, release: request.params.id },
    });
    const close = () => {
      const { statusCode, writableFinished } = response;
      const closing =
        writableFinished && statusCode < 400
          ? event.success()
          : event.fail({ error: new Error(`Ended with ${statusCode}`) });
      closing.catch(() => {});
    };
    if (response.destroyed) {
      // Whoever asked has left while it was written down.
      close();
      return;
    }
    response.once('close', close);
    next();
  });
  return router;
}
