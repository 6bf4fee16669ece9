import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { DemonstrationBastion } from './bastion.mjs';
import { readConfiguration, writeOwnConfiguration } from './configuration.mjs';
import { DataFolder } from './data-folder.mjs';
import { explain } from './failure.mjs';
import { LocalServices } from './local-services.mjs';
import { root } from './paths.mjs';
import { EmbeddedPostgres } from './postgres.mjs';
import { requireDiskSpace } from './requirements.mjs';

/**
 * What a running platform stands on: its data folder, its database, and the configuration that leads to both. With it
 * live the services on hosts that are folders of the data folder, and the bastion that leads to some of them.
 * `npm start`, `yarn dev` and the end-to-end tests share it.
 */
export class Session {
  /** @param {{ folder: DataFolder, services: LocalServices, postgres?: EmbeddedPostgres, bastion?: DemonstrationBastion, bastionProblem?: string, configs: string[], people: object[], mode: string }} parts */
  constructor(parts) {
    Object.assign(this, parts);
  }

  /**
   * @param {{ data?: string, bastionPort?: number, config: string[] }} options
   */
  static async open({ data, bastionPort, config }) {
    const configuration = await readConfiguration({ config });
    const { version } = JSON.parse(
      fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
    );
    const folder = await DataFolder.open({
      directory: data ?? configuration.dataDirectory,
      version,
    });
    const session = new Session({
      folder,
      services: new LocalServices(folder.path('hosts')),
      mode: configuration.mode,
      people: configuration.people,
      configs: [],
    });
    try {
      requireDiskSpace(folder.directory, 0.3, 'the data folder');
      fs.mkdirSync(folder.path('logs'), { recursive: true, mode: 0o700 });
      if (!configuration.hasDatabase && configuration.mode === 'evaluation') {
        session.postgres = await EmbeddedPostgres.start({
          directory: folder.path('postgres'),
          password: folder.secret('postgres', () =>
            randomBytes(24).toString('hex'),
          ),
          log: folder.path('logs', 'postgres.log'),
        });
        folder.remember('postgres', session.postgres.pid);
      }
      if (configuration.mode === 'evaluation' && !configuration.hasBastions) {
        const { bastion, problem } = await DemonstrationBastion.prepare({
          folder,
          accounts: configuration.accounts,
          port: bastionPort,
        });
        session.bastion = bastion;
        session.bastionProblem = problem;
      }
      const own = folder.path('launcher.json');
      writeOwnConfiguration(own, ownConfiguration(session, configuration));
      session.configs = [configuration.base, own, ...configuration.files];
      return session;
    } catch (error) {
      await session.close();
      throw explain(error, {
        doing: 'preparing the database',
        log: folder.path('logs', 'postgres.log'),
      });
    }
  }

  /**
   * Starts the bastion, if there is one.
   *
   * @param {string} platform - the address of the platform, which is ready
   * @returns {Promise<string>} one line about it for the person; empty if nobody asked for one
   */
  async startBastion(platform) {
    if (this.bastionProblem) {
      return `Bastion    none: ${this.bastionProblem}`;
    }
    return (await this.bastion?.start(platform)) ?? '';
  }

  /** Ends the services, the bastion and the database, and leaves the data folder: each, also where another fails. */
  async close() {
    const ends = await Promise.allSettled([
      this.services.stop(),
      this.bastion?.stop(),
    ]);
    ends.push(...(await Promise.allSettled([this.postgres?.stop()])));
    this.folder.release();
    const failed = ends.find(({ status }) => status === 'rejected');
    if (failed) {
      throw failed.reason;
    }
  }
}

function ownConfiguration({ bastion, folder, postgres, mode }) {
  return {
    stagedoor: { dataDirectory: folder.directory },
    ...(bastion ? { access: bastion.configuration } : {}),
    ...(postgres
      ? {
          backend: {
            database: { client: 'pg', connection: postgres.connection },
          },
        }
      : {}),
    ...(mode === 'evaluation'
      ? {
          auth: {
            session: {
              secret: folder.secret('session', () =>
                randomBytes(32).toString('hex'),
              ),
            },
          },
          techdocs: {
            publisher: {
              local: { publishDirectory: folder.path('techdocs') },
            },
          },
        }
      : {}),
  };
}
