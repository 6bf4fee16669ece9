import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { idempotencyKeySchema } from '@stagedoor/commands';
import { Askers } from '../permissions/Askers';
import { ReleaseService } from '../service/ReleaseService';
import { summarySchema, toSummary } from './releaseSummary';

const attributes = { readOnly: false, destructive: true, idempotent: true };
/** Without a key, what is asked for twice is done twice. */
const creating = { ...attributes, idempotent: false };

/** Offers what changes releases. The registry takes schemas of zod 3. */
export function registerCommandActions(options: {
  actionsRegistry: ActionsRegistryService;
  askers: Askers;
  service: ReleaseService;
}): void {
  const { actionsRegistry, askers, service } = options;

  actionsRegistry.register({
    name: 'create-release',
    title: 'Release a version',
    description:
      'Asks for a release of a version, or for a redeploy of what runs. It starts at once or waits for approval, as the policy of the environment says.',
    attributes: creating,
    schema: {
      input: z =>
        z.object({
          component: z.string().describe('Such as component:default/shop'),
          environment: z.string(),
          kind: z.enum(['release', 'redeploy']).default('release'),
          version: z
            .string()
            .optional()
            .describe('A branch, tag or commit; none for a redeploy'),
          reason: z.string().min(1).max(2000).optional(),
          idempotencyKey: idempotencyKeySchema(z),
        }),
      output: z => z.object(summarySchema(z)),
    },
    action: async ({ input, credentials }) => {
      const { idempotencyKey: key, ...wish } = input;
      const asker = askers.recognize(credentials, { idempotencyKey: key });
      return { output: toSummary(await service.create(wish, asker)) };
    },
  });

  actionsRegistry.register({
    name: 'roll-back-release',
    title: 'Roll back',
    description:
      'Asks for the return to a version that ran on the environment before and whose files are still there.',
    attributes: creating,
    schema: {
      input: z =>
        z.object({
          component: z.string().describe('Such as component:default/shop'),
          environment: z.string(),
          version: z.string().describe('The commit or tag to return to'),
          reason: z.string().min(1).max(2000).optional(),
          idempotencyKey: idempotencyKeySchema(z),
        }),
      output: z => z.object(summarySchema(z)),
    },
    action: async ({ input, credentials }) => {
      const { idempotencyKey: key, ...wish } = input;
      const asker = askers.recognize(credentials, { idempotencyKey: key });
      const release = await service.create(
        { ...wish, kind: 'rollback' },
        asker,
      );
      return { output: toSummary(release) };
    },
  });

  actionsRegistry.register({
    name: 'retry-release',
    title: 'Release to the hosts that lack it',
    description:
      'Asks for a release of the same package to the hosts of a release that failed, broke or was cancelled and do not run its version. It starts at once or waits for approval, as the policy of the environment says.',
    attributes: creating,
    schema: {
      input: z =>
        z.object({
          id: z.number().int().positive(),
          reason: z.string().min(1).max(2000).optional(),
          idempotencyKey: idempotencyKeySchema(z),
        }),
      output: z => z.object(summarySchema(z)),
    },
    action: async ({ input, credentials }) => {
      const { id, idempotencyKey: key, ...wish } = input;
      const asker = askers.recognize(credentials, { idempotencyKey: key });
      return { output: toSummary(await service.retry(id, wish, asker)) };
    },
  });

  actionsRegistry.register({
    name: 'decide-release',
    title: 'Approve or reject a release',
    description:
      'Records the decision of a person about a release. Only people decide: a call by a service, or by something that acts for a person, is refused, and they have to decide on the page of the release.',
    attributes,
    schema: {
      input: z =>
        z.object({
          id: z.number().int().positive(),
          decision: z.enum(['approved', 'rejected']),
          comment: z.string().min(1).max(2000).optional(),
          planHash: z
            .string()
            .max(100)
            .describe('Of the release as it was read'),
        }),
      output: z => z.object(summarySchema(z)),
    },
    action: async ({ input, credentials }) => {
      const { id, ...decision } = input;
      const asker = askers.recognize(credentials);
      return { output: toSummary(await service.decide(id, decision, asker)) };
    },
  });

  actionsRegistry.register({
    name: 'cancel-release',
    title: 'Cancel a release',
    description:
      'Ends a release that waits, and stops one that runs: hosts that are done keep the new version, those not begun the old one.',
    attributes,
    schema: {
      input: z =>
        z.object({
          id: z.number().int().positive(),
          reason: z.string().min(1).max(2000).optional(),
        }),
      output: z => z.object(summarySchema(z)),
    },
    action: async ({ input, credentials }) => {
      const { id, ...wish } = input;
      const asker = askers.recognize(credentials);
      return { output: toSummary(await service.cancel(id, wish, asker)) };
    },
  });
}
