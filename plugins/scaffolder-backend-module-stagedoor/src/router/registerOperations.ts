import { PermissionsService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { previewRequestSchema } from '@stagedoor/service-creation';
import { listDestinations } from '../hosts/listDestinations';
import { ServiceNames } from '../naming/ServiceNames';
import { TemplatePreviews } from '../preview/TemplatePreviews';
import { assertMayRunTemplates } from './assertMayRunTemplates';

const readOnly = { readOnly: true, idempotent: true };

/** Offers the routes of this module as actions too, so also to MCP clients. */
export function registerOperations(options: {
  actionsRegistry: ActionsRegistryService;
  permissions: PermissionsService;
  integrations: ScmIntegrationRegistry;
  names: ServiceNames;
  previews: TemplatePreviews;
}): void {
  const { actionsRegistry, permissions, integrations, names, previews } =
    options;

  actionsRegistry.register({
    name: 'check-service-name',
    title: 'Check the name of a new service',
    description:
      'Tells whether a new service may have a name: free, taken (and by whom) or invalid (and why).',
    attributes: readOnly,
    visibilityPermission: taskCreatePermission,
    schema: {
      input: z => z.object({ name: z.string().describe('The name.') }),
      output: z =>
        z.object({
          state: z.enum(['free', 'taken', 'invalid']),
          reason: z.string().optional(),
          entityRef: z.string().optional(),
          owner: z.string().optional(),
        }),
    },
    async action({ input, credentials }) {
      await assertMayRunTemplates(credentials, permissions);
      return { output: await names.check(input.name, credentials) };
    },
  });

  actionsRegistry.register({
    name: 'list-repository-destinations',
    title: 'List where a repository can be made',
    description:
      'Lists the built-in store and every forge, whether it can be used, and what is missing if not.',
    attributes: readOnly,
    visibilityPermission: taskCreatePermission,
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              kind: z.enum(['stored', 'github', 'gitlab']),
              host: z.string().optional(),
              title: z.string(),
              description: z.string(),
              usable: z.boolean(),
              reason: z.string().optional(),
            }),
          ),
        }),
    },
    async action({ credentials }) {
      await assertMayRunTemplates(credentials, permissions);
      return { output: { items: listDestinations(integrations) } };
    },
  });

  actionsRegistry.register({
    name: 'preview-template',
    title: 'Preview what a template would make',
    description:
      'Renders a template without making anything: the files of the repository and the entities that would appear in the catalog.',
    attributes: readOnly,
    visibilityPermission: taskCreatePermission,
    schema: {
      input: z =>
        z.object({
          templateRef: z
            .string()
            .describe('Such as template:default/node-service.'),
          values: z.record(z.unknown()).describe('What the form asks for.'),
        }),
      output: z =>
        z.object({
          repository: z
            .object({ name: z.string(), url: z.string(), cloneUrl: z.string() })
            .optional(),
          files: z.array(
            z.object({
              path: z.string(),
              size: z.number(),
              executable: z.boolean(),
              content: z.string().optional(),
              leftOut: z.enum(['binary', 'too-large']).optional(),
            }),
          ),
          totalFiles: z.number(),
          totalSize: z.number(),
          entities: z.array(
            z.object({ entityRef: z.string(), kind: z.string() }).passthrough(),
          ),
          problems: z.array(z.string()),
        }),
    },
    async action({ input, credentials }) {
      await assertMayRunTemplates(credentials, permissions);
      const request = previewRequestSchema.parse(input);
      return { output: await previews.create(request, credentials) };
    },
  });
}
