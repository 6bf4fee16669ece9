import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { EmbeddedPostgres } from '../launcher/postgres.mjs';
import { Releases } from './releases.mjs';
import { Replica } from './replica.mjs';

/** Names of the services that may ask; each may follow a limited number of logs. */
const CALLERS = [
  'driver',
  'viewer-1',
  'viewer-2',
  'viewer-3',
  'viewer-4',
  'viewer-5',
  'viewer-6',
  'viewer-7',
];

/**
 * A PostgreSQL server, a data folder with its hosts, and replicas of a backend that share them. Everything lies in one
 * temporary folder and ends with this process.
 */
export class Testbed {
  #settings;
  #started = 0;
  #postgresOptions;
  #tokens = Object.fromEntries(
    CALLERS.map(name => [name, randomBytes(24).toString('hex')]),
  );

  /**
   * @param {{ name: string, entities: object[], settings?: object, features?: string, durable?: boolean }} options
   *   `settings` come on top of the configuration; `durable` keeps what is committed even in a power cut
   */
  static async open(options) {
    const testbed = new Testbed();
    await testbed.#open(options);
    return testbed;
  }

  async #open({
    name,
    entities,
    settings = {},
    features = 'releases',
    durable = false,
  }) {
    this.directory = fs.mkdtempSync(
      path.join(os.tmpdir(), `stagedoor-${name}-`),
    );
    fs.chmodSync(this.directory, 0o711);
    this.#settings = settings;
    this.features = features;
    this.dataDirectory = path.join(this.directory, 'data');
    this.controlDirectory = path.join(this.directory, 'control');
    this.entitiesFile = path.join(this.directory, 'entities.json');
    fs.mkdirSync(this.dataDirectory);
    fs.mkdirSync(this.controlDirectory);
    fs.writeFileSync(this.entitiesFile, JSON.stringify(entities));
    this.#postgresOptions = {
      directory: path.join(this.directory, 'postgres'),
      password: randomBytes(16).toString('hex'),
      log: path.join(this.directory, 'postgres.log'),
      settings: durable ? {} : { fsync: 'off', full_page_writes: 'off' },
    };
    this.postgres = await EmbeddedPostgres.start(this.#postgresOptions);
    // However the driver ends, nothing of it goes on.
    process.once('exit', this.#abandon);
  }

  #abandon = () => {
    process.kill(this.postgres.pid, 'SIGQUIT');
    fs.rmSync(this.directory, { recursive: true, force: true });
  };

  /** Folder that stands for `/` of a host of this machine. */
  hostDirectory(host) {
    return path.join(this.dataDirectory, 'hosts', host);
  }

  /** @param {{ settings?: object, env?: NodeJS.ProcessEnv, wrapper?: string[] }} [options] */
  async startReplica({ settings = {}, ...options } = {}) {
    this.#started += 1;
    return Replica.start({
      ...options,
      name: `replica-${this.#started}`,
      directory: this.directory,
      features: this.features,
      configure: port => merge(this.#configure(port), settings),
    });
  }

  /** The REST interface of a replica, asked by one of the callers. */
  ask(replica, caller = 'driver') {
    return new Releases(replica.address, this.#tokens[caller]);
  }

  /** The token of one of the callers. */
  tokenOf(caller) {
    return this.#tokens[caller];
  }

  /** The same, asked by whoever has a token. */
  askWith(replica, token) {
    return new Releases(replica.address, token);
  }

  /** A connection to the tables of releases. */
  async connect() {
    const client = new pg.Client({
      ...this.postgres.connection,
      database: 'testbed_releases',
    });
    // Servers are restarted here; whoever waits for an answer hears of it.
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  async query(sql, values) {
    const client = await this.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends PostgreSQL in the middle of everything, and starts it again in the same place. */
  async crashPostgres({ downForMs = 0 } = {}) {
    const { port } = this.postgres;
    process.kill(this.postgres.pid, 'SIGQUIT');
    await this.postgres.ended;
    await new Promise(resolve => {
      setTimeout(resolve, downForMs);
    });
    this.postgres = await EmbeddedPostgres.start({
      ...this.#postgresOptions,
      port,
    });
  }

  async close(replicas = []) {
    await Promise.all(replicas.map(replica => replica.kill()));
    await this.postgres.stop();
    process.off('exit', this.#abandon);
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  #configure(port) {
    const address = `http://localhost:${port}`;
    const settings = {
      app: { baseUrl: address },
      backend: {
        baseUrl: address,
        listen: { host: '127.0.0.1', port },
        database: {
          client: 'pg',
          prefix: 'testbed_',
          connection: this.postgres.connection,
        },
        auth: {
          externalAccess: CALLERS.map(subject => ({
            type: 'static',
            options: { token: this.#tokens[subject], subject },
          })),
        },
      },
      stagedoor: { mode: 'evaluation', dataDirectory: this.dataDirectory },
      permission: { enabled: this.features.includes('platform') },
      releases: {
        environments: [{ name: 'local', title: 'Local' }],
        localSources: true,
        ssh: { localHosts: { enabled: true } },
      },
      testbed: {
        entities: this.entitiesFile,
        controlDirectory: this.controlDirectory,
      },
    };
    return merge(settings, this.#settings);
  }
}

/** Puts one tree of settings over another. */
function merge(left, right) {
  const result = { ...left };
  for (const [key, value] of Object.entries(right)) {
    result[key] =
      value && typeof value === 'object' && !Array.isArray(value)
        ? merge(result[key] ?? {}, value)
        : value;
  }
  return result;
}
