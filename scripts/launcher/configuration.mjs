import fs from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './paths.mjs';

/**
 * Which configuration files are read, and what they ask of the launcher.
 *
 * Order: app-config.yaml, the launcher's own file (database, secrets and data folder of this machine; not in production
 * mode, where the operator sets them), then the example organisation or the files given with --config,
 * app-config.local.yaml, and last the options of the command line.
 *
 * @param {{ config: string[], port: number, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ files: string[], mode: 'evaluation' | 'production', hasDatabase: boolean, people: { user: string, title: string, note?: string }[], hasBastions: boolean, accounts: string[] }>}
 */
export async function readConfiguration({ config, env = process.env }) {
  const base = path.join(root, 'app-config.yaml');
  const chosen = config.length
    ? config
    : [path.join(root, 'app-config.example.yaml')];
  const local = path.join(root, 'app-config.local.yaml');
  const files = [...chosen, ...(fs.existsSync(local) ? [local] : [])];
  for (const file of files) {
    if (!fs.existsSync(file)) {
      throw new Failure(
        `The configuration file ${file} does not exist. Check what follows --config.`,
      );
    }
  }
  const { ConfigSources } = await import('@backstage/config-loader');
  const { ConfigReader } = await import('@backstage/config');
  let data;
  try {
    const source = ConfigSources.merge(
      [base, ...files].map(file =>
        ConfigSources.default({
          argv: ['--config', file],
          env,
          rootDir: root,
          remote: undefined,
        }),
      ),
    );
    data = await ConfigSources.toConfig(source);
  } catch (error) {
    throw new Failure(
      `The configuration cannot be read: ${error.message.split('\n')[0]}`,
    );
  }
  const reader = ConfigReader.fromConfigs([
    { context: 'configuration', data: data.get() },
  ]);
  data.close();
  const connection = reader.getOptional('backend.database.connection');
  return {
    base,
    files,
    mode:
      reader.getOptionalString('stagedoor.mode') === 'evaluation'
        ? 'evaluation'
        : 'production',
    hasDatabase:
      typeof connection === 'string' ||
      Object.keys(connection ?? {}).length > 0,
    dataDirectory: reader.getOptionalString('stagedoor.dataDirectory'),
    people: reader.getOptional('auth.providers.persona.people') ?? [],
    hasBastions: reader.has('access.bastions'),
    // What can be asked for on hosts.
    accounts: [
      ...new Set(
        (reader.getOptional('access.policies') ?? []).flatMap(
          policy => policy.accounts ?? [],
        ),
      ),
    ],
  };
}

/** Writes the launcher's own configuration file, readable by its owner alone. */
export function writeOwnConfiguration(file, data) {
  fs.writeFileSync(`${file}.new`, JSON.stringify(data, undefined, 2), {
    mode: 0o600,
  });
  fs.renameSync(`${file}.new`, file);
}
