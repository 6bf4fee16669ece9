import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  durationSchema,
  personOrGroupSchema,
  readTypedConfig,
} from '@stagedoor/typed-config';
import { z } from 'zod';

const dayMs = 24 * 60 * 60 * 1000;

const approvalsSchema = z.strictObject({
  count: z.number().int().min(1).max(20),
  from: z.array(personOrGroupSchema('owner')).min(1).max(50),
  expireAfter: durationSchema
    .pipe(
      z
        .number()
        .min(60_000, 'must be a minute or more')
        .max(90 * dayMs),
    )
    .default(dayMs),
  forRollback: z.boolean().default(false),
});

const environmentSchema = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
        "must be lower-case letters, digits and '-'",
      ),
    title: z.string().min(1).max(100).optional(),
    owner: personOrGroupSchema().optional(),
    approvals: approvalsSchema.optional(),
    whenBusy: z.enum(['queue', 'supersede', 'refuse']).default('queue'),
  })
  .transform(environment => ({
    ...environment,
    title: environment.title ?? environment.name,
  }));

const logSchema = z.strictObject({
  maxBytes: z
    .number()
    .int()
    .min(65_536)
    .max(2 ** 31 - 1)
    .default(200 * 1024 * 1024),
  followers: z
    .strictObject({
      perUser: z.number().int().min(1).max(10_000).default(20),
      total: z.number().int().min(1).max(100_000).default(500),
    })
    .default({ perUser: 20, total: 500 }),
});

const schema = z.strictObject({
  environments: z
    .array(environmentSchema)
    .max(50)
    .default([])
    .superRefine((environments, context) =>
      environments.forEach(({ name }, index) => {
        if (environments.findIndex(other => other.name === name) < index) {
          context.addIssue({
            code: 'custom',
            path: [index, 'name'],
            message: `'${name}' is listed twice`,
          });
        }
      }),
    ),
  secrets: z
    .record(z.string().min(1).max(100), z.string().min(1).max(65_536))
    .default({}),
  workers: z
    .strictObject({
      concurrency: z.number().int().min(0).max(100).default(2),
      lease: z
        .strictObject({ seconds: z.number().int().min(3).max(600).default(15) })
        .default({ seconds: 15 }),
    })
    .default({ concurrency: 2, lease: { seconds: 15 } }),
  log: logSchema.default(logSchema.parse({})),
  packages: z
    .strictObject({ keep: z.number().int().min(1).max(10_000).default(20) })
    .default({ keep: 20 }),
  // Read by whoever they are for.
  ssh: z.unknown().optional(),
  sources: z.unknown().optional(),
  sourceLimits: z.unknown().optional(),
  localSources: z.unknown().optional(),
});

/** How releases are meant to go on this platform. */
export type ReleasesConfig = z.output<typeof schema>;

/** A stage of delivery with its policy. */
export type EnvironmentPolicy = z.output<typeof environmentSchema>;

/**
 * Reads `releases`; what is wrong with it stops the start, naming the key.
 *
 * @throws InputError
 */
export function readReleasesConfig(config: RootConfigService): ReleasesConfig {
  return readTypedConfig(config, 'releases', schema);
}
