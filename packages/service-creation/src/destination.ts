import { z } from 'zod';

const hostSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})(?::\d{1,5})?$/,
    'must be a host of a configured integration, such as github.com',
  )
  .optional()
  .describe(
    'Host of a configured integration. Defaults to the public service.',
  );

const storedSchema = z
  .strictObject({ kind: z.literal('stored') })
  .describe('A bare git repository that the platform keeps itself.');

const githubSchema = z
  .strictObject({
    kind: z.literal('github'),
    host: hostSchema,
    owner: z
      .string()
      .regex(
        /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/,
        'must be a GitHub organisation or user name',
      )
      .describe('Organisation or user that will own the repository.'),
  })
  .describe('A repository on GitHub or GitHub Enterprise.');

const gitlabSchema = z
  .strictObject({
    kind: z.literal('gitlab'),
    host: hostSchema,
    owner: z
      .string()
      .max(255)
      .regex(
        /^[A-Za-z0-9_][\w.-]*(?:\/[A-Za-z0-9_][\w.-]*)*$/,
        'must be a GitLab group path such as company/payments',
      )
      .describe('Path of the group, or user name, that will own the project.'),
  })
  .describe('A project on GitLab.');

/**
 * Where a new repository is made.
 *
 * @public
 */
export const destinationSchema = z.discriminatedUnion('kind', [
  storedSchema,
  githubSchema,
  gitlabSchema,
]);

/** @public */
export type Destination = z.infer<typeof destinationSchema>;

/** A destination outside the platform. @public */
export type ForgeDestination = Exclude<Destination, { kind: 'stored' }>;

/**
 * One destination of `GET /destinations`, and whether it can be used now.
 *
 * @public
 */
export const destinationOptionSchema = z.object({
  kind: z.enum(['stored', 'github', 'gitlab']),
  host: z.string().optional().describe('Absent for the built-in store.'),
  title: z.string(),
  description: z.string(),
  usable: z.boolean(),
  reason: z
    .string()
    .optional()
    .describe('Why it cannot be used, and what to do about it.'),
});

/** @public */
export type DestinationOption = z.infer<typeof destinationOptionSchema>;

/** @public */
export const destinationOptionsSchema = z.object({
  items: z.array(destinationOptionSchema),
});
