import { z } from 'zod';
import { LinkRefusedError } from '../links/LinkRefusedError';
import { LinkProposal } from '../links/LinkProposal';
import { LinkSubject } from '../links/LinkSubject';

/**
 * A configured tool: where it may lead, and which links it has for an entity.
 */
export interface Tool {
  baseUrls: string[];
  propose(subject: LinkSubject): LinkProposal[];
}

export const baseUrlSchema = z
  .string()
  .regex(
    /^https?:\/\/[^\s/?#@\\]+(?:\/[^\s?#@\\]*)?$/i,
    'must be http:// or https://, a host and at most a path, without a user name, a query or a fragment',
  )
  .refine(text => URL.canParse(text), 'is not an address')
  .transform(text => text.replace(/\/+$/, ''));

const instanceNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be a plain name');

interface ToolConfig {
  baseUrl: string;
  instances?: Record<string, { baseUrl: string }>;
}

/**
 * Config of a tool that an organisation may run several of. The first is the default; an entity names another by an
 * annotation.
 */
export function withInstances<T extends z.ZodRawShape>(shape: T) {
  const instance = z.strictObject({ baseUrl: baseUrlSchema, ...shape });
  return z.strictObject({
    baseUrl: baseUrlSchema,
    ...shape,
    instances: z.record(instanceNameSchema, instance).optional(),
  });
}

/**
 * Finds the instance that an entity names, by its name in config or by its host.
 *
 * @throws LinkRefusedError if there is none
 */
export function selectInstance<T extends { baseUrl: string }>(
  tool: string,
  config: T & { instances?: Record<string, T> },
  name: string | undefined,
): T {
  if (!name || name === 'default') {
    return config;
  }
  const instances = Object.entries(config.instances ?? {});
  const found = instances.find(
    ([id, { baseUrl }]) => id === name || new URL(baseUrl).host === name,
  );
  if (found) {
    return found[1];
  }
  if (new URL(config.baseUrl).host === name) {
    return config;
  }
  const known = ['default', ...instances.map(([id]) => id)].join(', ');
  throw new LinkRefusedError(
    `There is no ${tool} named "${name}" in config, only: ${known}.`,
  );
}

/**
 * Joins the config schema of a tool with the links it proposes; parsing its config gives the tool.
 */
export function defineTool<S extends z.ZodType<ToolConfig>>(
  configSchema: S,
  propose: (subject: LinkSubject, config: z.output<S>) => LinkProposal[],
) {
  return configSchema.transform((config): Tool => ({
    baseUrls: [config, ...Object.values(config.instances ?? {})].map(
      ({ baseUrl }) => baseUrl,
    ),
    propose: subject => propose(subject, config),
  }));
}
