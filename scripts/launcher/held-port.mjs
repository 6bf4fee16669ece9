import { once } from 'node:events';
import net from 'node:net';
import { Failure } from './failure.mjs';

const PORTS_TO_TRY = 50;

/** A port of this machine's loopback that no other program can take, until it is released for one. */
export class HeldPort {
  #server;

  constructor(number, server) {
    this.number = number;
    this.#server = server.on('connection', socket => socket.destroy());
  }

  /** The first port that is free; only the given one if somebody chose it. */
  static async find(first, isChosen) {
    for (
      let port = first;
      port < first + PORTS_TO_TRY && port < 65_536;
      port += 1
    ) {
      const server = net.createServer();
      try {
        server.listen(port, '127.0.0.1');
        await once(server, 'listening');
        return new HeldPort(port, server);
      } catch (error) {
        if (isChosen) {
          throw new Failure(
            `Port ${port} cannot be opened for the bastion (${error.code}). Choose another: npm start -- --bastion-port ${port + 1}`,
          );
        }
      }
    }
    throw new Failure(
      `None of the ports from ${first} on is free for the bastion. Choose one: npm start -- --bastion-port NUMBER`,
    );
  }

  /** Leaves it to whoever comes next. */
  async release() {
    if (this.#server.listening) {
      this.#server.close();
      await once(this.#server, 'close');
    }
  }
}
