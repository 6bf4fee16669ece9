import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { Askers } from '../permissions/Askers';
import { ReleaseService } from '../service/ReleaseService';
import { summarySchema, toSummary } from './releaseSummary';

const attributes = { readOnly: true, destructive: false, idempotent: true };

/** Offers what changes nothing. The registry takes schemas of zod 3. */
export function registerReadActions(options: {
  actionsRegistry: ActionsRegistryService;
  askers: Askers;
  service: ReleaseService;
}): void {
  const { actionsRegistry, askers, service } = options;

  actionsRegistry.register({
    name: 'list-releases',
    title: 'List releases',
    description:
      'Lists releases, newest first: of one component or all, to one environment or all, in some state, or only those that wait for the approval of whoever asks.',
    attributes,
    schema: {
      input: z =>
        z.object({
          component: z
            .string()
            .optional()
            .describe('Such as component:default/shop'),
          environment: z.string().optional(),
          state: z
            .enum([
              'awaiting_approval',
              'queued',
              'running',
              'succeeded',
              'failed',
              'errored',
              'cancelled',
              'rejected',
              'expired',
            ])
            .optional(),
          waitsForMe: z.boolean().optional(),
          cursor: z.string().optional().describe('nextCursor of a page before'),
          limit: z.number().int().min(1).max(100).default(25),
        }),
      output: z =>
        z.object({
          items: z.array(z.object(summarySchema(z))),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { state, ...query } = input;
      const page = await service.list(
        { ...query, state: state && [state] },
        askers.recognize(credentials),
      );
      return { output: { ...page, items: page.items.map(toSummary) } };
    },
  });

  actionsRegistry.register({
    name: 'get-release',
    title: 'Get a release',
    description:
      'Reads one release: its state, what runs on each host, its steps, its approvals and its history.',
    attributes,
    schema: {
      input: z => z.object({ id: z.number().int().positive() }),
      output: z =>
        z.object({
          ...summarySchema(z),
          planHash: z.string(),
          hosts: z.array(
            z.object({
              name: z.string(),
              state: z.string(),
              message: z.string().optional(),
            }),
          ),
          steps: z.array(z.object({ title: z.string(), state: z.string() })),
          approvals: z.array(
            z.object({ by: z.string(), decision: z.string() }),
          ),
          history: z.array(z.object({ at: z.string(), text: z.string() })),
        }),
    },
    action: async ({ input, credentials }) => {
      const release = await service.get(
        input.id,
        askers.recognize(credentials),
      );
      return {
        output: {
          ...toSummary(release),
          planHash: release.planHash,
          hosts: release.hostResults.map(({ name, state, message }) => ({
            name,
            state,
            message,
          })),
          steps: release.steps.map(({ title, state }) => ({ title, state })),
          approvals: release.approvals.map(({ by, decision }) => ({
            by,
            decision,
          })),
          history: release.timeline.map(({ at, text }) => ({ at, text })),
        },
      };
    },
  });

  actionsRegistry.register({
    name: 'preview-release',
    title: 'Preview a release',
    description:
      'Tells what a release, rollback or redeploy would do, who would have to approve it, and why it cannot be asked for, without asking for it.',
    attributes,
    schema: {
      input: z =>
        z.object({
          component: z.string().describe('Such as component:default/shop'),
          environment: z.string(),
          kind: z.enum(['release', 'rollback', 'redeploy']).default('release'),
          version: z
            .string()
            .optional()
            .describe('A branch, tag or commit; none for a redeploy'),
        }),
      output: z =>
        z.object({
          commit: z.string(),
          planHash: z.string(),
          hosts: z.array(z.string()),
          steps: z.array(z.string()),
          direction: z.string(),
          commitCount: z.number(),
          approvalsNeeded: z.number(),
          approvers: z.array(z.string()),
          blockers: z.array(z.string()),
        }),
    },
    action: async ({ input, credentials }) => {
      const preview = await service.preview(
        input,
        askers.recognize(credentials),
      );
      return {
        output: {
          commit: preview.version.commit,
          planHash: preview.planHash,
          hosts: preview.hosts.map(({ name }) => name),
          steps: preview.steps,
          direction: preview.changes.direction,
          commitCount: preview.changes.commitCount,
          approvalsNeeded: preview.approvalRule?.required ?? 0,
          approvers: preview.approvalRule?.people ?? [],
          blockers: preview.blockers,
        },
      };
    },
  });
}
