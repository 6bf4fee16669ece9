import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseWith } from '@stagedoor/http-contract';
import { accessRoutes } from '@stagedoor/plugin-access-common';
import { Askers } from '../permissions/Askers';
import { AccessService } from '../service/AccessService';
import {
  grantSchema,
  idSchema,
  requestSchema,
  toGrantSummary,
  toRequestSummary,
} from './accessSummary';

const attributes = { readOnly: true, destructive: false, idempotent: true };

/** Offers what changes nothing. The registry takes schemas of zod 3. */
export function registerReadActions(options: {
  actionsRegistry: ActionsRegistryService;
  askers: Askers;
  service: AccessService;
}): void {
  const { actionsRegistry, askers, service } = options;

  actionsRegistry.register({
    name: 'list-access-requests',
    title: 'List requests for access',
    description:
      'Lists requests for access to hosts, newest first: all that the asker may see, or only those that wait for their review.',
    attributes,
    schema: {
      input: z =>
        z.object({
          state: z
            .enum(['pending', 'approved', 'denied', 'cancelled', 'expired'])
            .optional(),
          host: z
            .string()
            .optional()
            .describe('Such as resource:default/prod-1'),
          requestedBy: z.string().optional(),
          waitsForMe: z.boolean().optional(),
          cursor: z.string().optional().describe('nextCursor of a page before'),
          limit: z.number().int().min(1).max(100).default(25),
        }),
      output: z =>
        z.object({
          items: z.array(z.object(requestSchema(z))),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { waitsForMe, ...query } = input;
      const page = await service.listRequests(
        parseWith(accessRoutes.listRequests.query, {
          ...query,
          ...(waitsForMe !== undefined && { waitsForMe: String(waitsForMe) }),
        }),
        askers.recognize(credentials),
      );
      return { output: { ...page, items: page.items.map(toRequestSummary) } };
    },
  });

  actionsRegistry.register({
    name: 'get-access-request',
    title: 'Get a request for access',
    description:
      'Reads one request: what is asked for, whom the policy asks, what they said, and what became of it.',
    attributes,
    schema: {
      input: z => z.object({ id: idSchema(z) }),
      output: z =>
        z.object({
          ...requestSchema(z),
          approvalsNeeded: z.number(),
          approvers: z.array(z.string()),
          reviews: z.array(z.object({ by: z.string(), decision: z.string() })),
          history: z.array(z.object({ at: z.string(), text: z.string() })),
        }),
    },
    action: async ({ input, credentials }) => {
      const request = await service.getRequest(
        input.id,
        askers.recognize(credentials),
      );
      return {
        output: {
          ...toRequestSummary(request),
          approvalsNeeded: request.rule.required,
          approvers: request.rule.people,
          reviews: request.reviews.map(({ by, decision }) => ({
            by,
            decision,
          })),
          history: request.timeline.map(({ at, text }) => ({ at, text })),
        },
      };
    },
  });

  actionsRegistry.register({
    name: 'preview-access-request',
    title: 'Preview a request for access',
    description:
      'Tells who would have to approve access to some hosts, what is allowed, and why it cannot be asked for, without asking for it.',
    attributes,
    schema: {
      input: z =>
        z.object({
          hosts: z.array(z.string()).min(1).max(50),
          account: z.string().optional(),
          minutes: z.number().int().optional(),
        }),
      output: z =>
        z.object({
          approvalsNeeded: z.number(),
          approvers: z.array(z.string()),
          accounts: z.array(z.string()),
          mostMinutes: z.number(),
          escalated: z.boolean(),
          blockers: z.array(z.string()),
        }),
    },
    action: async ({ input, credentials }) => {
      const { rule, blockers } = await service.preview(
        parseWith(accessRoutes.previewRequest.body, input),
        askers.recognize(credentials),
      );
      return {
        output: {
          approvalsNeeded: rule?.required ?? 0,
          approvers: rule?.people ?? [],
          accounts: rule?.accounts ?? [],
          mostMinutes: rule?.mostMinutes ?? 0,
          escalated: rule?.escalated ?? false,
          blockers,
        },
      };
    },
  });

  actionsRegistry.register({
    name: 'list-access-grants',
    title: 'List access',
    description:
      'Lists access that was granted, newest first: all that the asker may see, or only their own.',
    attributes,
    schema: {
      input: z =>
        z.object({
          state: z
            .enum(['scheduled', 'active', 'ended', 'expired', 'revoked'])
            .optional(),
          mine: z.boolean().optional(),
          cursor: z.string().optional().describe('nextCursor of a page before'),
          limit: z.number().int().min(1).max(100).default(25),
        }),
      output: z =>
        z.object({
          items: z.array(z.object(grantSchema(z))),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { state, ...query } = input;
      const page = await service.listGrants(
        { ...query, state: state && [state] },
        askers.recognize(credentials),
      );
      return { output: { ...page, items: page.items.map(toGrantSummary) } };
    },
  });

  actionsRegistry.register({
    name: 'list-access-holders',
    title: 'Tell who has access',
    description:
      'Tells who has access to a host, to the hosts of a component or to those of a group, now or at a moment in the past.',
    attributes,
    schema: {
      input: z =>
        z.object({
          host: z.string().optional(),
          component: z.string().optional(),
          group: z.string().optional(),
          at: z.string().datetime({ offset: true }).optional(),
        }),
      output: z =>
        z.object({
          at: z.string(),
          hosts: z.array(
            z.object({
              host: z.string(),
              holders: z.array(
                z.object({
                  holder: z.string(),
                  account: z.string(),
                  endsAt: z.string(),
                }),
              ),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const { at, hosts } = await service.listHolders(
        parseWith(accessRoutes.listHolders.query, input),
        askers.recognize(credentials),
      );
      return {
        output: {
          at,
          hosts: hosts.map(({ host, holders }) => ({
            host: host.ref,
            holders: holders.map(({ holder, account, endsAt }) => ({
              holder,
              account,
              endsAt,
            })),
          })),
        },
      };
    },
  });
}
