import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeRepository } from '../../scripts/testbed/git.mjs';
import { Testbed } from '../../scripts/testbed/testbed.mjs';
import { describeServices, isBroken, LEASE_SECONDS } from './services.mjs';

const COMMITS = 2_000;

/** Two replicas that carry out releases, and what it takes to hurt them. */
export class World {
  #commits;
  #next = 1;
  #options;

  /** @param {{ replica?: object, replicas?: number }} [options] - `replica` is how each is started */
  static async open({ replica = {}, replicas = 2 } = {}) {
    const world = new World();
    const git = fs.mkdtempSync('/tmp/stagedoor-faults-git-');
    world.git = git;
    world.#options = replica;
    world.#commits = makeRepository(path.join(git, 'shop.git'), {
      commits: COMMITS,
      files: { 'bin/serve': '#!/bin/sh\nexit 0\n' },
    });
    world.testbed = await Testbed.open({
      name: 'faults',
      entities: describeServices(path.join(git, 'shop.git')),
      settings: {
        releases: {
          workers: { concurrency: 4, lease: { seconds: LEASE_SECONDS } },
        },
      },
    });
    world.replicas = [];
    try {
      for (let index = 0; index < replicas; index += 1) {
        world.replicas.push(await world.testbed.startReplica(replica));
      }
    } catch (error) {
      // Whoever asked for it has nothing to close, and what goes on here would keep the process from ending.
      await world.close();
      throw error;
    }
    return world;
  }

  /** A version that was not built before. */
  takeVersion({ broken = false } = {}) {
    while (isBroken(this.#next) !== broken) {
      this.#next += 1;
    }
    const number = this.#next;
    this.#next += 1;
    return { number, commit: this.#commits[number - 1] };
  }

  /** A replica that is running, and not the given one. */
  other(replica) {
    return this.replicas.find(
      one => one !== replica && one.isRunning && !one.isFrozen,
    );
  }

  /** Makes the first replica that reaches a point stop there. */
  arm(point, signal) {
    const file = path.join(this.testbed.controlDirectory, 'armed');
    fs.writeFileSync(`${file}.new`, JSON.stringify({ point, signal }));
    fs.renameSync(`${file}.new`, file);
  }

  disarm() {
    fs.rmSync(path.join(this.testbed.controlDirectory, 'armed'), {
      force: true,
    });
  }

  /** Waits until an armed point was reached: by which replica, and when. Undefined if it never is. */
  async waitForHit({ withinMs, unless = async () => false }) {
    const deadline = performance.now() + withinMs;
    while (performance.now() < deadline) {
      const hit = this.replicas.find(({ pid }) =>
        fs.existsSync(this.#file(`fired-${pid}`)),
      );
      if (hit) {
        const file = this.#file(`fired-${hit.pid}`);
        const at = fs.statSync(file).ctimeMs;
        fs.rmSync(file);
        return { replica: hit, at };
      }
      if (await unless()) {
        break;
      }
      await sleep(10);
    }
    this.disarm();
    return undefined;
  }

  /** The points that were reached since the last time, in their order. */
  takeTrail() {
    const lines = fs
      .readdirSync(this.testbed.controlDirectory)
      .filter(name => name.startsWith('trail-'))
      .flatMap(name => {
        const text = fs.readFileSync(this.#file(name), 'utf8');
        fs.rmSync(this.#file(name));
        return text.trim().split('\n');
      });
    return lines
      .map(line => line.split(' '))
      .sort(([one], [other]) => one - other)
      .map(([, point]) => point);
  }

  /** The replica that carries a release out. */
  async findHolder(release) {
    const [row] = await this.testbed.query(
      "SELECT lease_owner FROM releases WHERE id = $1 AND state = 'running'",
      [release],
    );
    const pid = Number(row?.lease_owner?.split(' ')[1]);
    return this.replicas.find(replica => replica.pid === pid);
  }

  /** Puts a new replica in the place of each that has ended. */
  async replaceDead() {
    this.replicas = await Promise.all(
      this.replicas.map(replica =>
        replica.isRunning ? replica : this.testbed.startReplica(this.#options),
      ),
    );
  }

  async close() {
    await this.testbed.close(this.replicas);
    fs.rmSync(this.git, { recursive: true, force: true });
  }

  #file(name) {
    return path.join(this.testbed.controlDirectory, name);
  }
}
