import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  entityLinksQuerySchema,
  linkGroupSchema,
  linkIconSchema,
  observabilityLinksReadPermission,
  rangePresetSchema,
} from '@stagedoor/plugin-observability-common';
import { EntityLinksService } from './service/EntityLinksService';

/**
 * Offers over actions what the HTTP API offers. The registry takes schemas of zod 3, hence the second description; the
 * compiler holds the answer to it, and the query is checked by the same schema as over HTTP.
 */
export function registerActions(options: {
  actionsRegistry: ActionsRegistryService;
  links: EntityLinksService;
}): void {
  const { actionsRegistry, links } = options;
  actionsRegistry.register({
    name: 'get-entity-links',
    title: 'Get links of an entity',
    description:
      'Gives the links from an entity of the catalog to its dashboards, metrics, logs, alerts, builds, issues and source, for a range of time and an environment. A link with status "missing" says which annotation the entity lacks.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: observabilityLinksReadPermission,
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('Such as component:default/payments-api'),
          range: z
            .nativeEnum(rangePresetSchema.enum)
            .optional()
            .describe('A range that ends now. Defaults to 1h.'),
          from: z
            .string()
            .optional()
            .describe('Start of the range, instead. ISO 8601 with a zone.'),
          to: z.string().optional().describe('End of the range, with from.'),
          environment: z
            .string()
            .optional()
            .describe('One of the configured environments.'),
        }),
      output: z => {
        const base = {
          title: z.string(),
          tool: z.string(),
          icon: z.nativeEnum(linkIconSchema.enum),
          source: z.enum(['config', 'preset', 'entity']),
        };
        const link = z.discriminatedUnion('status', [
          z.object({ status: z.literal('ok'), ...base, url: z.string() }),
          z.object({
            status: z.literal('missing'),
            ...base,
            reason: z.string(),
            addAnnotation: z.object({
              annotation: z.string(),
              example: z.string(),
              yaml: z.string(),
            }),
          }),
          z.object({
            status: z.literal('refused'),
            ...base,
            reason: z.string(),
          }),
        ]);
        return z.object({
          entityRef: z.string(),
          groups: z.array(
            z.object({
              group: z.nativeEnum(linkGroupSchema.enum),
              links: z.array(link),
            }),
          ),
          range: z.object({
            preset: z.nativeEnum(rangePresetSchema.enum).optional(),
            from: z.string(),
            to: z.string(),
          }),
          environment: z.string().optional(),
          environments: z.array(z.string()),
        });
      },
    },
    action: async ({ input, credentials }) => {
      const { entityRef, ...rest } = input;
      const query = entityLinksQuerySchema.safeParse(rest);
      if (!query.success) {
        const [{ path, message }] = query.error.issues;
        throw new InputError(`${path.join('.')}: ${message}`);
      }
      const output = await links.getEntityLinks(
        {
          entityRef: parseEntityRef(entityRef, {
            defaultKind: 'component',
            defaultNamespace: 'default',
          }),
          query: query.data,
        },
        { credentials },
      );
      return { output };
    },
  });
}
