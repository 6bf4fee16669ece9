import { z } from 'zod';
import {
  batchSchema,
  commandSchema,
  durationSchema,
  globSchema,
  hostPathSchema,
  relativePathSchema,
  variableNameSchema,
} from './pipelineFields';

/** The `apiVersion` of a pipeline. @public */
export const releasePipelineApiVersion = 'stagedoor.dev/v1';

/** The `kind` of a pipeline. @public */
export const releasePipelineKind = 'ReleasePipeline';

const entityRefSchema = z
  .string({ error: 'must be an entity ref, such as component:default/shop' })
  .min(1)
  .max(300);

/**
 * A value for commands: written out, or the name of a secret in `releases.secrets` of the platform's configuration.
 *
 * @public
 */
export const variableValueSchema = z.union([
  z.string().max(4096),
  z.strictObject({ secret: z.string().min(1).max(100) }),
]);

const variablesSchema = z.record(variableNameSchema, variableValueSchema);

/** @public */
export const buildSchema = z.strictObject({
  /** Run one after the other in a clean checkout; the first that fails ends the build. */
  run: z.array(commandSchema).max(50).default([]),
  /** Nothing else of the platform's environment is visible to them, apart from PATH, HOME, LANG and CI. */
  environment: variablesSchema.default({}),
  timeout: durationSchema.default('15m'),
  package: z
    .strictObject({
      include: z.array(globSchema).min(1).max(200).default(['**']),
      exclude: z.array(globSchema).max(200).default([]),
    })
    .default({ include: ['**'], exclude: [] }),
});

/** Commands run on a host, in the folder of the release, with STAGEDOOR_* variables about it. @public */
export const hooksSchema = z.strictObject({
  /** Once, on the first host, in the new folder, before any host is switched. */
  beforeAll: z.array(commandSchema).max(20).default([]),
  /** On each host, in the new folder, while the old version is still live. */
  beforeSwitch: z.array(commandSchema).max(20).default([]),
  /** On each host, right after the new version became the current one. */
  afterSwitch: z.array(commandSchema).max(20).default([]),
  /** On each host that was put back to its previous version, in that version's folder. */
  afterRollback: z.array(commandSchema).max(20).default([]),
  /** Once, on the first host, after every host has been verified. */
  afterAll: z.array(commandSchema).max(20).default([]),
});

const portSchema = z.number().int().min(1).max(65_535);

/**
 * How to tell that a host serves the new version. Strings may contain `{host}` (name), `{address}` and `{NAME}` of a
 * variable of the host.
 *
 * @public
 */
export const verificationSchema = z.union(
  [
    z.strictObject({
      http: z.string().min(8).max(2000),
      /** Defaults to 200. */
      status: z.number().int().min(100).max(599).optional(),
      /** Has to appear in the body. */
      contains: z.string().min(1).max(500).optional(),
      within: durationSchema.default('30s'),
    }),
    z.strictObject({
      command: commandSchema,
      within: durationSchema.default('30s'),
    }),
    z.strictObject({
      tcp: z.union([portSchema, z.string().regex(/^\{[A-Z][A-Z0-9_]*\}$/)]),
      within: durationSchema.default('30s'),
    }),
  ],
  {
    error:
      'must have exactly one of http, command and tcp, such as { http: "http://{address}:8080/healthz", within: 30s }',
  },
);

/** @public */
export const pipelineHostSchema = z.union([
  entityRefSchema,
  z.strictObject({
    host: entityRefSchema,
    /** Given to hooks and verifications of this host. */
    variables: z.record(variableNameSchema, z.string().max(1000)).default({}),
  }),
]);

/** What the built-in engine needs to know about an environment. @public */
export const sshTargetSchema = z.strictObject({
  engine: z.literal('ssh').default('ssh'),
  hosts: z.array(pipelineHostSchema).min(1).max(500),
  /** Folder of the service on each host: `<path>/releases/<id>`, and `<path>/current` for the version that is live. */
  path: hostPathSchema,
  /** The account on the hosts. */
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'must be the name of an account')
    .default('deploy'),
  /** How far each batch goes: a number of hosts, or until a share of all of them is done. The last one is repeated. */
  batches: z.array(batchSchema).min(1).max(50).default(['100%']),
  /** How many versions stay on a host beside the live one. */
  keep: z.number().int().min(1).max(50).default(5),
  /** Linked into every release from `<path>/shared`. */
  shared: z
    .strictObject({
      files: z.array(relativePathSchema).max(50).default([]),
      folders: z.array(relativePathSchema).max(50).default([]),
    })
    .default({ files: [], folders: [] }),
  environment: variablesSchema.default({}),
  hooks: hooksSchema.default({
    beforeAll: [],
    beforeSwitch: [],
    afterSwitch: [],
    afterRollback: [],
    afterAll: [],
  }),
  verify: z.array(verificationSchema).max(20).default([]),
  /** How long one hook may take. */
  hookTimeout: durationSchema.default('2m'),
  /** What happens to switched hosts when one fails. */
  onFailure: z.enum(['roll-back', 'halt']).default('roll-back'),
});

/** @public */
export const pipelineEnvironmentSchema = sshTargetSchema.extend({
  /** One of `releases.environments` of the platform's configuration. */
  name: z
    .string()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
      "must be the name of an environment: lower-case letters, digits and '-'",
    ),
});

const sourceSchema = z
  .strictObject({
    /** Name of a repository of this platform, stored or mirrored. */
    repository: z.string().min(1).max(63).optional(),
    /** URL of any other git repository. */
    git: z.string().min(1).max(2000).optional(),
    /** Where branches and commits are offered from first. Defaults to the repository's default branch. */
    branch: z.string().min(1).max(250).optional(),
    /** Folder inside the repository that is built. */
    folder: relativePathSchema.optional(),
  })
  .refine(
    source => (source.repository === undefined) !== (source.git === undefined),
    {
      error: 'must have exactly one of repository and git',
    },
  );

/**
 * The `spec` of a ReleasePipeline.
 *
 * @public
 */
export const releasePipelineSpecSchema = z
  .strictObject({
    owner: entityRefSchema,
    /** What it releases. */
    component: entityRefSchema,
    source: sourceSchema,
    build: buildSchema.default({
      run: [],
      environment: {},
      timeout: '15m',
      package: { include: ['**'], exclude: [] },
    }),
    environments: z.array(pipelineEnvironmentSchema).min(1).max(20),
  })
  .superRefine((spec, context) => {
    const seen = new Set<string>();
    spec.environments.forEach(({ name }, index) => {
      if (seen.has(name)) {
        context.addIssue({
          code: 'custom',
          path: ['environments', index, 'name'],
          message: `'${name}' is listed twice`,
        });
      }
      seen.add(name);
    });
  });

/** As read, with defaults filled in. @public */
export type ReleasePipelineSpec = z.infer<typeof releasePipelineSpecSchema>;

/** @public */
export type PipelineEnvironment = z.infer<typeof pipelineEnvironmentSchema>;

/** @public */
export type Verification = z.infer<typeof verificationSchema>;

/** @public */
export type VariableValue = z.infer<typeof variableValueSchema>;

/**
 * Lists what is wrong with a spec, each as `spec.<path> <what and how to mend it>`. Empty if nothing is.
 *
 * @public
 */
export function findPipelineProblems(spec: unknown): string[] {
  const result = releasePipelineSpecSchema.safeParse(spec);
  return result.success
    ? []
    : result.error.issues.map(
        issue =>
          `${['spec', ...issue.path]
            .map((part, index) =>
              typeof part === 'number'
                ? `[${part}]`
                : `${index > 0 ? '.' : ''}${String(part)}`,
            )
            .join('')} ${issue.message}`,
      );
}
