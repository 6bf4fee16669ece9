import pg from 'pg';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { EmbeddedPostgres } from '../../scripts/launcher/postgres.mjs';
import { benchDirectory, databaseDirectory } from './paths.mjs';

/**
 * The PostgreSQL server of a benchmark. Every plugin of a backend has a database of its own; those of one backend share
 * a prefix and are copied and dropped together.
 */
export class Databases {
  #server;

  constructor(server) {
    this.#server = server;
    // However the benchmark ends, nothing of it goes on.
    process.once('exit', this.#interrupt);
  }

  static async start() {
    for (const directory of [benchDirectory, path.dirname(databaseDirectory)]) {
      fs.mkdirSync(directory, { recursive: true, mode: 0o711 });
    }
    const server = await EmbeddedPostgres.start({
      directory: databaseDirectory,
      // Reached from this machine alone, and holds nothing but generated data.
      password: 'bench',
      log: path.join(path.dirname(databaseDirectory), 'postgres.log'),
    });
    return new Databases(server);
  }

  get pid() {
    return this.#server.pid;
  }

  get connection() {
    return this.#server.connection;
  }

  async stop() {
    await this.#server.stop();
    process.off('exit', this.#interrupt);
  }

  #interrupt = () => process.kill(this.pid, 'SIGINT');

  /** Runs one statement. */
  async query(sql, { database = 'postgres', values } = {}) {
    const client = new pg.Client({ ...this.connection, database });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** The names of the databases with a prefix. */
  async list(prefix) {
    const rows = await this.query(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1) ORDER BY 1',
      { values: [prefix] },
    );
    return rows.map(({ name }) => name);
  }

  async drop(prefix) {
    for (const name of await this.list(prefix)) {
      await this.query(
        `DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`,
      );
    }
  }

  /** Makes the databases of `to` exact copies of those of `from`, which nobody may be connected to. */
  async copy(from, to) {
    await this.drop(to);
    for (const name of await this.list(from)) {
      const copy = `${to}${name.slice(from.length)}`;
      await this.query(
        `CREATE DATABASE ${pg.escapeIdentifier(copy)} TEMPLATE ${pg.escapeIdentifier(name)}`,
      );
    }
    await this.query('CHECKPOINT');
  }

  /** Brings the planner's statistics up to date, as autovacuum would have in time. */
  async analyze(prefix) {
    for (const database of await this.list(prefix)) {
      await this.query('VACUUM (ANALYZE)', { database });
    }
  }

  /** Remembers how a set of databases came to be. */
  async label(prefix, text) {
    const [first] = await this.list(prefix);
    await this.query(
      `COMMENT ON DATABASE ${pg.escapeIdentifier(first)} IS ${pg.escapeLiteral(text)}`,
    );
  }

  /** What `label` remembered, if there is such a set. */
  async readLabel(prefix) {
    const [row] = await this.query(
      `SELECT shobj_description(oid, 'pg_database') AS text FROM pg_database
       WHERE starts_with(datname, $1) ORDER BY datname LIMIT 1`,
      { values: [prefix] },
    );
    return row?.text ?? undefined;
  }
}
