import { RegistryZod } from '@stagedoor/commands';
import {
  AccessRequestSummary,
  GrantSummary,
  ListedRequest,
} from '@stagedoor/plugin-access-common';

/** The number of a request or a grant, as large as the database keeps it. */
export function idSchema(z: RegistryZod) {
  return z.number().int().positive().max(2_147_483_647);
}

/** What actions answer about a request. */
export function requestSchema(z: RegistryZod) {
  return {
    id: z.number(),
    version: z.number(),
    state: z.string(),
    requestedBy: z.string(),
    hosts: z.array(z.string()),
    account: z.string(),
    minutes: z.number(),
    reason: z.string(),
    outcome: z.string().optional(),
    grant: z.number().optional(),
    grantState: z
      .string()
      .optional()
      .describe('In lists: what became of the access that it opened'),
    page: z.string().describe('Path of its page in the portal'),
  };
}

/** The same, filled in. */
export function toRequestSummary(
  request: AccessRequestSummary & Pick<ListedRequest, 'grantState'>,
) {
  const { id, version, state, requestedBy, account, minutes } = request;
  const { reason, outcome, grant, grantState } = request;
  return {
    ...{ id, version, state, requestedBy, account, minutes },
    ...{ reason, outcome, grant, grantState },
    hosts: request.hosts.map(({ ref }) => ref),
    page: `/access/requests/${id}`,
  };
}

/** What actions answer about a grant. */
export function grantSchema(z: RegistryZod) {
  return {
    id: z.number(),
    state: z.string(),
    holder: z.string(),
    hosts: z.array(z.string()),
    account: z.string(),
    endsAt: z.string(),
    propagation: z.string(),
    page: z.string().describe('Path of its page in the portal'),
  };
}

/** The same, filled in. */
export function toGrantSummary(grant: GrantSummary) {
  const { id, state, holder, account, endsAt, propagation } = grant;
  return {
    ...{ id, state, holder, account, endsAt, propagation },
    hosts: grant.hosts.map(({ ref }) => ref),
    page: `/access/grants/${id}`,
  };
}
