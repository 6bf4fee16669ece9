import { once } from 'node:events';
import { createServer, connect, Server, Socket } from 'node:net';
import { AddressInfo } from 'node:net';
import knexFactory, { Knex } from 'knex';

/** Stands between a worker and the database, and can swallow everything as a broken network does: nothing is refused. */
export class DatabaseProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #silent = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(knex: Knex): Promise<DatabaseProxy> {
    const { host, port } = knex.client.connectionSettings;
    const server = createServer();
    const proxy = new DatabaseProxy(server);
    server.on('connection', inner => {
      const outer = connect(Number(port), host);
      proxy.#join(inner, outer);
      proxy.#join(outer, inner);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  /** A pool that reaches the database through here. */
  openPool(knex: Knex): Knex {
    const { port } = this.#server.address() as AddressInfo;
    const { config, connectionSettings } = knex.client;
    return knexFactory({
      ...config,
      connection: {
        ...connectionSettings,
        // Knex hides it from copies.
        password: connectionSettings.password,
        host: '127.0.0.1',
        port,
      },
      pool: { min: 0, max: 10 },
      log: { warn: () => {}, error: () => {} },
    });
  }

  swallow(): void {
    this.#silent = true;
    this.#sockets.forEach(socket => socket.pause());
  }

  /** What was on its way arrives late. */
  deliver(): void {
    this.#silent = false;
    this.#sockets.forEach(socket => socket.resume());
  }

  close(): void {
    this.#sockets.forEach(socket => socket.destroy());
    this.#server.close();
  }

  #join(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('data', bytes => to.write(bytes));
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    from.on('error', () => {});
    if (this.#silent) {
      from.pause();
    }
  }
}
