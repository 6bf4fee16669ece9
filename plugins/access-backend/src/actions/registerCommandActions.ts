import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { idempotencyKeySchema } from '@stagedoor/commands';
import {
  accessRoutes,
  accessWishSchema,
} from '@stagedoor/plugin-access-common';
import { parseWith } from '@stagedoor/http-contract';
import { Askers } from '../permissions/Askers';
import { AccessService } from '../service/AccessService';
import {
  grantSchema,
  idSchema,
  requestSchema,
  toGrantSummary,
  toRequestSummary,
} from './accessSummary';

const attributes = { readOnly: false, destructive: true, idempotent: true };

/** Offers what changes access. The registry takes schemas of zod 3. */
export function registerCommandActions(options: {
  actionsRegistry: ActionsRegistryService;
  askers: Askers;
  service: AccessService;
}): void {
  const { actionsRegistry, askers, service } = options;

  actionsRegistry.register({
    name: 'create-access-request',
    title: 'Ask for access',
    description:
      'Asks for an account on hosts for a time, on behalf of the person who calls. Somebody else has to approve it, as the policy of the hosts says.',
    attributes,
    schema: {
      input: z =>
        z.object({
          hosts: z
            .array(z.string())
            .min(1)
            .max(50)
            .describe('Such as resource:default/prod-1'),
          account: z.string(),
          minutes: z.number().int(),
          reason: z.string().min(1).max(2000),
          startsAt: z.string().optional().describe('ISO 8601; now if absent'),
          ticket: z.string().optional(),
          component: z.string().optional(),
          idempotencyKey: idempotencyKeySchema(z),
        }),
      output: z => z.object(requestSchema(z)),
    },
    action: async ({ input, credentials }) => {
      const { idempotencyKey, ...wish } = input;
      const request = await service.createRequest(
        parseWith(accessWishSchema, wish),
        askers.recognize(credentials, { idempotencyKey }),
      );
      return { output: toRequestSummary(request) };
    },
  });

  actionsRegistry.register({
    name: 'review-access-request',
    title: 'Approve or deny a request for access',
    description:
      'Records the decision of a person about a request. Only people decide: a call by a service, or by something that acts for a person, is refused, and they have to decide on the page of the request.',
    attributes,
    schema: {
      input: z =>
        z.object({
          id: idSchema(z),
          decision: z.enum(['approved', 'denied']),
          version: z.number().int().describe('Of the request as it was read'),
          comment: z.string().min(1).max(2000).optional(),
        }),
      output: z => z.object(requestSchema(z)),
    },
    action: async ({ input, credentials }) => {
      const { id, ...review } = input;
      const request = await service.reviewRequest(
        id,
        parseWith(accessRoutes.reviewRequest.body, review),
        askers.recognize(credentials),
      );
      return { output: toRequestSummary(request) };
    },
  });

  actionsRegistry.register({
    name: 'cancel-access-request',
    title: 'Take a request for access back',
    description: 'Ends a request of the person who calls that waits.',
    attributes,
    schema: {
      input: z =>
        z.object({
          id: idSchema(z),
          comment: z.string().min(1).max(2000).optional(),
        }),
      output: z => z.object(requestSchema(z)),
    },
    action: async ({ input, credentials }) => {
      const { id, ...wish } = input;
      const request = await service.cancelRequest(
        id,
        parseWith(accessRoutes.cancelRequest.body, wish),
        askers.recognize(credentials),
      );
      return { output: toRequestSummary(request) };
    },
  });

  actionsRegistry.register({
    name: 'return-access-grant',
    title: 'Give access back',
    description:
      'Ends access of the person who calls before its time. Live sessions end with it.',
    attributes,
    schema: {
      input: z => z.object({ id: idSchema(z) }),
      output: z => z.object(grantSchema(z)),
    },
    action: async ({ input, credentials }) => {
      const grant = await service.returnGrant(
        input.id,
        askers.recognize(credentials),
      );
      return { output: toGrantSummary(grant) };
    },
  });

  actionsRegistry.register({
    name: 'revoke-access-grant',
    title: 'Take access away',
    description:
      'Ends access of somebody at once: certificates are revoked and live sessions end within seconds.',
    attributes,
    schema: {
      input: z =>
        z.object({
          id: idSchema(z),
          comment: z.string().min(1).max(2000).describe('Why, for its holder'),
        }),
      output: z => z.object(grantSchema(z)),
    },
    action: async ({ input, credentials }) => {
      const { id, ...wish } = input;
      const grant = await service.revokeGrant(
        id,
        parseWith(accessRoutes.revokeGrant.body, wish),
        askers.recognize(credentials),
      );
      return { output: toGrantSummary(grant) };
    },
  });
}
