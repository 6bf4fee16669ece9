import { AuthService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { MAX_EXPLANATIONS } from '@stagedoor/plugin-roles-common';
import { describeMyRoles } from '../explanations/describeMyRoles';
import { PermissionExplainer } from '../explanations/PermissionExplainer';
import { GroupPaths } from '../membership/GroupPaths';
import { RoleHoldings } from '../membership/RoleHoldings';
import { requireUser } from '../router/requireUser';

/** Offers the same questions to agents and automation as to the browser. Answers are about the person who asks. */
export function registerActions(options: {
  actionsRegistry: ActionsRegistryService;
  auth: AuthService;
  explainer: PermissionExplainer;
  holdings: RoleHoldings;
  groupPaths: GroupPaths;
}): void {
  const { actionsRegistry, auth, explainer, holdings, groupPaths } = options;
  const attributes = { readOnly: true, destructive: false, idempotent: true };

  actionsRegistry.register({
    name: 'explain-permissions',
    title: 'Explain permissions',
    description:
      'Says whether the signed-in person may do each of some things, why, and how to get permission. Permissions are named like catalog.entity.refresh; a resourceRef for them is an entity ref such as component:default/payments-api.',
    attributes,
    schema: {
      input: z =>
        z.object({
          items: z
            .array(
              z.object({
                permission: z.string().min(1).max(200),
                resourceRef: z.string().min(1).max(500).optional(),
              }),
            )
            .min(1)
            .max(MAX_EXPLANATIONS),
        }),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              permission: z.string(),
              resourceRef: z.string().optional(),
              title: z.string(),
              decision: z.enum(['allowed', 'denied']),
              because: z.string(),
              yourRoles: z.array(z.string()),
              neededRoles: z.array(z.string()),
              howToGet: z.string().optional(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const explanations = await explainer.explain(
        input.items,
        requireUser(auth, credentials),
      );
      return {
        output: {
          items: explanations.map(({ owners: _owners, ...rest }) => rest),
        },
      };
    },
  });

  actionsRegistry.register({
    name: 'get-my-roles',
    title: 'Get my roles',
    description:
      'Lists the roles of the signed-in person on this platform, and the groups whose entities are theirs.',
    attributes,
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          userEntityRef: z.string(),
          roles: z.array(
            z.object({ role: z.string(), description: z.string() }),
          ),
          ownsThrough: z.array(z.string()),
        }),
    },
    action: async ({ credentials }) => {
      const holding = await holdings.resolve(requireUser(auth, credentials));
      const { userEntityRef, roles, ownsThrough } = await describeMyRoles(
        holding,
        groupPaths,
      );
      return {
        output: {
          userEntityRef,
          roles: roles.map(({ role, description }) => ({ role, description })),
          ownsThrough: ownsThrough.map(({ entityRef }) => entityRef),
        },
      };
    },
  });
}
