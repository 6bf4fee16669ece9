import { RootConfigService } from '@backstage/backend-plugin-api';
import { environmentNameSchema } from '@stagedoor/plugin-observability-common';
import { readTypedConfig } from '@stagedoor/typed-config';
import { z } from 'zod';
import { Tool } from '../presets/defineTool';
import { toolsSchema } from '../presets/tools';
import { LinkConfig, linkConfigSchema } from './linkConfig';

/** Everything that config says about links, checked. */
export interface ObservabilityConfig {
  tools: Tool[];
  links: LinkConfig[];
  /** Hosts, with port where one is given, to which configured links may lead. */
  allowedHosts: ReadonlySet<string>;
  /** In order of delivery; the last is the default. */
  environments: string[];
}

const hostSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/,
    'must be a host, with a port where it is not the usual one, without a scheme or a path',
  )
  .transform(host => host.toLocaleLowerCase('en-US'));

const configSchema = z.strictObject({
  tools: toolsSchema.default({}),
  links: z.array(linkConfigSchema).default([]),
  allowedHosts: z.array(hostSchema).default([]),
  environments: z
    .array(environmentNameSchema)
    .default(['dev', 'staging', 'production']),
});

function collectHosts(config: z.output<typeof configSchema>): Set<string> {
  const baseUrls = Object.values(config.tools).flatMap(tool => tool.baseUrls);
  return new Set([
    ...config.allowedHosts,
    ...baseUrls.map(baseUrl => new URL(baseUrl).host),
  ]);
}

// Looks across keys, so it runs only once each of them is right.
const checkedConfigSchema = configSchema.transform(
  (config, context): ObservabilityConfig => {
    const allowedHosts = collectHosts(config);
    config.links.forEach(({ url }, index) => {
      const path = ['links', index, 'url'];
      if (!allowedHosts.has(url.host)) {
        const message = `the host ${url.host} belongs to no configured tool and is not in observability.allowedHosts`;
        context.addIssue({ code: 'custom', path, message });
      }
      const usesEnvironment = url.placeholders.some(
        placeholder => placeholder.field === 'environment',
      );
      if (usesEnvironment && config.environments.length === 0) {
        const message =
          'uses environment, but observability.environments is empty';
        context.addIssue({ code: 'custom', path, message });
      }
    });
    return { ...config, tools: Object.values(config.tools), allowedHosts };
  },
);

/**
 * Reads the section `observability`.
 *
 * @throws InputError naming the key of every mistake
 */
export function readObservabilityConfig(
  config: RootConfigService,
): ObservabilityConfig {
  return readTypedConfig(config, 'observability', checkedConfigSchema);
}
