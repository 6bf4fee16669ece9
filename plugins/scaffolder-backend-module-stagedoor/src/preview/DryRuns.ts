import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { TemplateFile } from './readTemplateFiles';

const resultSchema = z.object({
  directoryContents: z.array(
    z.object({
      path: z.string(),
      base64Content: z.string(),
      executable: z.boolean().optional(),
    }),
  ),
  output: z.record(z.string(), z.unknown()),
});

/** What is left after a dry run. */
export type DryRunResult = z.infer<typeof resultSchema>;

/** The two shapes in which the scaffolder refuses: values that do not fit the template, and anything else. */
const refusalSchema = z.union([
  z
    .object({
      errors: z
        .array(z.object({ property: z.string(), message: z.string() }))
        .min(1),
    })
    .transform(({ errors }) =>
      errors
        .slice(0, 5)
        .map(({ property, message }) =>
          `${property.replace(/^instance\.?/, '')} ${message}`.trim(),
        )
        .join('; '),
    ),
  z
    .object({ error: z.object({ message: z.string() }) })
    .transform(({ error }) => error.message),
]);

/**
 * Has the scaffolder run a template dry, in the platform's own name: a person who may run a template of the catalog need
 * not be allowed to try out the text of one that nobody has reviewed, which is what the permission for dry runs gives.
 *
 * The scaffolder's own client turns a refusal into one line that holds the whole answer; people need to read which value
 * was wrong.
 */
export class DryRuns {
  readonly #options: { auth: AuthService; discovery: DiscoveryService };

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#options = options;
  }

  async run(
    request: {
      template: Entity;
      values: Record<string, unknown>;
      directoryContents: TemplateFile[];
    },
    options: { timeoutMs: number },
  ): Promise<DryRunResult> {
    const { auth, discovery } = this.#options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'scaffolder',
    });
    const response = await fetch(
      `${await discovery.getBaseUrl('scaffolder')}/v2/dry-run`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${token}`,
        },
        body: JSON.stringify(request),
        signal: AbortSignal.timeout(options.timeoutMs),
      },
    ).catch((error: unknown) => {
      throw describeNoAnswer(error, options.timeoutMs);
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
      throw describeRefusal(response.status, body);
    }
    return resultSchema.parse(body);
  }
}

function describeRefusal(status: number, body: unknown): Error {
  const message = refusalSchema.safeParse(body).data ?? '';
  return new InputError(
    `A run with these values would fail: ${message || `status ${status}`}`,
  );
}

function describeNoAnswer(error: unknown, timeoutMs: number): Error {
  return error instanceof Error && error.name === 'TimeoutError'
    ? new ServiceUnavailableError(
        `The preview took longer than ${timeoutMs / 1000} s. A real run has more time; try again or go on without it.`,
      )
    : new ServiceUnavailableError(
        `The scaffolder did not answer: ${error instanceof Error ? error.message : error}`,
      );
}
