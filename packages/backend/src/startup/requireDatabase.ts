import { Config } from '@backstage/config';
import { isError } from '@backstage/errors';
import knexFactory, { Knex } from 'knex';
import { explainError } from './explainError';

const CONNECTION = 'backend.database.connection';
const TIMEOUT_MS = 10_000;

const UNREACHABLE = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
]);

/**
 * Connects to PostgreSQL once, before any plugin does.
 *
 * Otherwise every plugin would report the same unreachable server or wrong password in its own way,
 * between the logs of the others.
 */
export async function requireDatabase(
  config: Config,
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  const connection = readPlainConnection(config);
  if (!connection) {
    return;
  }
  const quiet = () => {};
  const client = knexFactory({
    client: 'pg',
    connection: { ...connection, connectionTimeoutMillis: timeoutMs },
    acquireConnectionTimeout: timeoutMs,
    pool: { min: 0, max: 1 },
    log: { warn: quiet, error: quiet, deprecate: quiet, debug: quiet },
  });
  try {
    await client.raw('select 1');
  } catch (error) {
    if (isFatal(error)) {
      throw new Error(explainError(error));
    }
    // The server answers. That the database is missing, for one, the plugins mend themselves.
  } finally {
    await client.destroy();
  }
}

/** The connection as the driver takes it; nothing for the kinds whose credentials a cloud hands out. */
function readPlainConnection(
  config: Config,
): Knex.PgConnectionConfig | undefined {
  const connection = config.getOptional(CONNECTION);
  if (typeof connection === 'string') {
    return { connectionString: connection };
  }
  return config.getOptionalConfig(CONNECTION)?.has('type')
    ? undefined
    : config.getOptional<Knex.PgConnectionConfig>(CONNECTION);
}

function isFatal(error: unknown): boolean {
  if (!isError(error)) {
    return false;
  }
  const { code } = error;
  return (
    (typeof code === 'string' &&
      // Class 28 of PostgreSQL's codes: this user may not connect.
      (UNREACHABLE.has(code) || /^28.{3}$/.test(code))) ||
    /timeout/i.test(error.message)
  );
}
