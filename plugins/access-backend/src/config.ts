import { RootConfigService } from '@backstage/backend-plugin-api';
import { canonicalRef } from '@stagedoor/catalog-people';
import {
  durationSchema,
  personOrGroupSchema,
  readTypedConfig,
} from '@stagedoor/typed-config';
import { z } from 'zod';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const entitySchema = (kind: string) =>
  z.string().transform((text, context) => {
    try {
      return canonicalRef(text, '', kind);
    } catch {
      context.addIssue({
        code: 'custom',
        message: `'${text}' must be an entity ref; write for example ${kind}:default/name`,
      });
      return z.NEVER;
    }
  });

const patternSchema = z.string().transform((text, context) => {
  try {
    return new RegExp(text, 'u');
  } catch {
    context.addIssue({
      code: 'custom',
      message: `'${text}' is not a regular expression`,
    });
    return z.NEVER;
  }
});

const policySchema = z.strictObject({
  match: z
    .strictObject({
      environment: z.string().min(1).optional(),
      host: entitySchema('resource').optional(),
      owner: personOrGroupSchema().optional(),
      component: entitySchema('component').optional(),
    })
    .default({}),
  approvers: z.array(personOrGroupSchema('owner')).min(1).max(50),
  count: z.number().int().min(1).max(10).default(1),
  maxDuration: durationSchema.pipe(
    z
      .number()
      .min(5 * minuteMs, 'must be five minutes or more')
      .max(14 * dayMs, 'must be 14 days or less'),
  ),
  accounts: z
    .array(
      z
        .string()
        .regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'must be the name of an account'),
    )
    .min(1)
    .max(50),
  reason: z
    .strictObject({
      shortest: z.number().int().min(1).max(1000).default(10),
      pattern: patternSchema.optional(),
      hint: z.string().min(1).max(200).optional(),
    })
    .default({ shortest: 10 }),
});

const schema = z.strictObject({
  requests: z
    .strictObject({
      expireAfter: durationSchema
        .pipe(
          z
            .number()
            .min(minuteMs, 'must be a minute or more')
            .max(30 * dayMs),
        )
        .default(dayMs),
    })
    .default({ expireAfter: dayMs }),
  fallbackApprovers: z.array(personOrGroupSchema()).max(50).default([]),
  policies: z.array(policySchema).max(500).default([]),
  // Read by whoever they are for.
  bastions: z.unknown().optional(),
  demonstration: z.unknown().optional(),
  openssh: z.unknown().optional(),
  recordings: z.unknown().optional(),
});

/** Who may get onto what, and for how long. */
export type AccessConfig = z.output<typeof schema>;

/** What has to be so for access to some hosts. */
export type HostPolicy = z.output<typeof policySchema>;

/**
 * Reads `access`; what is wrong with it stops the start, naming the key.
 *
 * @throws InputError
 */
export function readAccessConfig(config: RootConfigService): AccessConfig {
  return readTypedConfig(config, 'access', schema);
}
