import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';

const entityRefSchema = z
  .string()
  .max(300)
  .transform((text, context) => {
    try {
      return stringifyEntityRef(
        parseEntityRef(text, {
          defaultKind: 'component',
          defaultNamespace: 'default',
        }),
      );
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'must be an entity reference, such as component:default/shop',
      });
      return z.NEVER;
    }
  });

export const awaitEntityInput = z.strictObject({
  entityRef: entityRefSchema.describe('The entity to wait for.'),
  catalogInfoUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Address of the catalog-info.yaml that describes it. One on a forge is registered as a location; one in the built-in store is found by itself.',
    ),
  timeoutSeconds: z
    .number()
    .int()
    .min(1)
    .max(60)
    .default(30)
    .describe('How long to wait. At most 60.'),
});

export const awaitEntityOutput = z.object({
  entityRef: z.string(),
  secondsWaited: z.number().describe('With one decimal.'),
});

export const awaitEntityExamples = [
  {
    description: 'Wait until the new service is in the catalog',
    example: `steps:
  - id: catalog
    name: Wait for the catalog
    action: stagedoor:catalog:await
    input:
      entityRef: \${{ steps.repository.output.entityRef }}
      catalogInfoUrl: \${{ steps.repository.output.catalogInfoUrl }}
`,
  },
  {
    description: 'Wait for an entity that something else registers',
    example: `steps:
  - id: catalog
    name: Wait for the catalog
    action: stagedoor:catalog:await
    input:
      entityRef: component:default/shop
      timeoutSeconds: 60
`,
  },
];
