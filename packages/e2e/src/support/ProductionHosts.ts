import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { APIRequestContext, expect } from '@playwright/test';
import { as, people } from './people';

/**
 * The production hosts of payments-api in the example organisation: folders of the data folder, each with a port of its
 * own on which the service answers.
 */
export class ProductionHosts {
  readonly #ports: ReadonlyMap<string, number>;

  private constructor(ports: ReadonlyMap<string, number>) {
    this.#ports = ports;
  }

  /** Reads from the pipeline which they are. */
  static async read(api: APIRequestContext): Promise<ProductionHosts> {
    const answer = await api.get(
      '/api/catalog/entities/by-name/releasepipeline/default/payments-api',
      await as(api, people.ana),
    );
    expect(answer.status(), await answer.text()).toBe(200);
    const environments: {
      name: string;
      hosts: { host: string; variables: { PORT: string } }[];
    }[] = (await answer.json()).spec.environments;
    const production = environments.find(({ name }) => name === 'production');
    return new ProductionHosts(
      new Map(
        (production?.hosts ?? []).map(({ host, variables }) => [
          host.replace(/^.*\//, ''),
          Number(variables.PORT),
        ]),
      ),
    );
  }

  get names(): string[] {
    return [...this.#ports.keys()];
  }

  /**
   * Makes sure that nobody else listens where the service will: two platforms on one machine cannot both release the
   * example organisation.
   */
  async requirePorts() {
    for (const [host, port] of this.#ports) {
      const own = this.#file(host, '.services/payments-api.json');
      if (!fs.existsSync(own) && (await isTaken(port))) {
        throw new Error(
          `Port ${port} of 127.0.0.1 is taken, and the host ${host} of the example organisation needs it. What listens there: ss -ltnp 'sport = :${port}'`,
        );
      }
    }
  }

  /** What the service says on a host: its status and its version. */
  async ask(host: string): Promise<string> {
    const url = `http://127.0.0.1:${this.#ports.get(host)}/healthz`;
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(3_000) });
      const { version = '' } = await answer.json();
      return `${answer.status} ${version}`;
    } catch (error) {
      return String(error);
    }
  }

  /** What it says on each, in their order. */
  askAll(): Promise<string[]> {
    return Promise.all(this.names.map(name => this.ask(name)));
  }

  /** How often a release made another version the current one on a host, by the host's own journal. */
  countSwitches(host: string, release: number): number {
    const journal = fs.readFileSync(
      this.#file(host, 'srv/payments-api/.stagedoor/history'),
      'utf8',
    );
    return journal
      .split('\n')
      .map(line => line.split(' '))
      .filter(([, what, id]) => what === 'switch' && id === String(release))
      .length;
  }

  #file(host: string, name: string): string {
    return path.join(dataFolder(), 'hosts', host, name);
  }
}

/** The data folder of the platform that the tests use. */
export function dataFolder(): string {
  const folder = process.env.STAGEDOOR_E2E_DATA;
  if (!folder) {
    throw new Error(
      'Beside STAGEDOOR_URL, STAGEDOOR_E2E_DATA has to name the data folder of that platform',
    );
  }
  return folder;
}

function isTaken(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
