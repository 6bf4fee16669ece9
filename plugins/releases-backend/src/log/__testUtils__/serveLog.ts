import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import express from 'express';
import { Knex } from 'knex';
import { until } from '../../runner/__testUtils__/releases';
import { DatabaseWake } from '../../wake/DatabaseWake';
import { createLogRouter } from '../createLogRouter';
import { LogPump } from '../LogPump';
import { LogStore } from '../LogStore';

/** A replica that serves logs. Release 404 is one that nobody may see. */
export class LogServer {
  readonly wake: DatabaseWake;
  readonly #pump: LogPump;
  readonly #server: Server;
  readonly #knex: Knex;

  private constructor(options: {
    wake: DatabaseWake;
    pump: LogPump;
    server: Server;
    knex: Knex;
  }) {
    this.wake = options.wake;
    this.#pump = options.pump;
    this.#server = options.server;
    this.#knex = options.knex;
  }

  static async start(
    knex: Knex,
    followers: { perUser: number; total: number },
    /** Called while somebody waits to be let in. */
    beforeEntry: () => Promise<void> = async () => {},
  ): Promise<LogServer> {
    const logger = mockServices.logger.mock();
    const wake = DatabaseWake.start({ knex, logger });
    const store = new LogStore(knex);
    const pump = new LogPump({ store, wake, logger });
    const app = express();
    app.use(
      createLogRouter({
        httpAuth: mockServices.httpAuth(),
        requireRead: async id => {
          await beforeEntry();
          if (id === 404) {
            throw new NotFoundError('There is no release #404');
          }
        },
        store,
        pump,
        wake,
        followers,
      }),
    );
    app.use(mockErrorHandler());
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new LogServer({ wake, pump, server, knex });
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Waits until everybody has left. */
  async untilAlone(): Promise<void> {
    await until(
      async () =>
        (await new Promise<number>(resolve =>
          this.#server.getConnections((_, count) => resolve(count)),
        )) === 0,
    );
  }

  async close(): Promise<void> {
    this.#pump.close();
    this.#server.closeAllConnections();
    this.#server.close();
    await this.wake.close();
    // Readers that have just left may still wait for an answer.
    await until(async () => this.#knex.client.pool.numUsed() === 0);
  }
}
