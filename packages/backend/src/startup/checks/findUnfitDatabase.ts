import { Check, Finding } from '../Finding';

const CLIENT = 'backend.database.client';
const CONNECTION = 'backend.database.connection';
/** What tells the driver where the server is; without any of these it silently tries localhost. */
const ADDRESS_KEYS = ['host', 'connectionString', 'instance', 'type'];

/** A database other than PostgreSQL, or one without an address. */
export const findUnfitDatabase: Check = config => {
  const findings: Finding[] = [];
  const client = config.getOptional(CLIENT);
  if (client !== 'pg') {
    findings.push({
      key: CLIENT,
      says: `is ${
        client === undefined ? 'missing' : `'${client}'`
      }: set it to pg, Stagedoor keeps its data in PostgreSQL.`,
    });
  }
  for (const plugin of config
    .getOptionalConfig('backend.database.plugin')
    ?.keys() ?? []) {
    const key = `backend.database.plugin.${plugin}.client`;
    const own = config.getOptional(key);
    if (own !== undefined && own !== 'pg') {
      findings.push({
        key,
        says: `is '${own}': remove it, Stagedoor keeps its data in PostgreSQL.`,
      });
    }
  }
  if (!hasAddress(config.getOptional(CONNECTION))) {
    findings.push({
      key: CONNECTION,
      says: 'names no server: set its host, user and password, or a connectionString, through environment variables.',
    });
  }
  return findings;
};

function hasAddress(connection: unknown): boolean {
  if (typeof connection === 'string') {
    return connection.trim() !== '' && connection !== ':memory:';
  }
  return (
    typeof connection === 'object' &&
    connection !== null &&
    Object.entries(connection).some(
      ([key, value]) =>
        ADDRESS_KEYS.includes(key) && value !== '' && value !== null,
    )
  );
}
