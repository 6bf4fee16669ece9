import {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Request } from 'express';

/**
 * Writes down who did something, or tried to. An event that was opened is always closed.
 *
 * @param event - `meta` is known before, `describe` says what came of it
 * @public
 */
export async function audited<T>(
  auditor: AuditorService,
  event: {
    eventId: string;
    asker: { ref: string; request?: Request };
    meta: JsonObject;
    describe?: (result: T) => JsonObject;
    severityLevel?: AuditorServiceEventSeverityLevel;
  },
  act: () => Promise<T>,
): Promise<T> {
  const { asker, describe, eventId, meta, severityLevel = 'medium' } = event;
  const opened = await auditor.createEvent({
    eventId,
    severityLevel,
    request: asker.request,
    meta: { actor: asker.ref, ...meta },
  });
  try {
    const result = await act();
    await opened.success({ meta: describe?.(result) ?? {} });
    return result;
  } catch (error) {
    await opened.fail({ error: toError(error) });
    throw error;
  }
}
