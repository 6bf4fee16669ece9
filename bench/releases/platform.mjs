import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describePeople, PERSON } from '../../scripts/testbed/entities.mjs';
import { makeRepository } from '../../scripts/testbed/git.mjs';
import { Testbed } from '../../scripts/testbed/testbed.mjs';

const REPOSITORY = 'service';

/**
 * A backend with releases and the scaffolder, with sign-in, roles and permissions as on a real platform, and nothing else
 * that could get in the way of a measurement.
 */
export class BenchPlatform {
  #folder;

  /**
   * @param {{ describe: (source: object) => object[], commits?: number, files?: Record<string, string | Buffer>, settings?: object }} options
   *   `describe` gives entities, for the source of a pipeline: a repository of the platform with that many commits
   */
  static async open({ describe, commits = 1_000, files, settings }) {
    const platform = new BenchPlatform();
    platform.#folder = fs.mkdtempSync(
      path.join(os.tmpdir(), 'stagedoor-bench-git-'),
    );
    const made = path.join(platform.#folder, `${REPOSITORY}.git`);
    platform.commits = makeRepository(made, { commits, files });
    platform.testbed = await Testbed.open({
      name: 'bench',
      entities: [...describePeople(), ...describe({ repository: REPOSITORY })],
      features: 'platform,scaffolder',
      durable: true,
      settings: {
        permission: {
          roles: [
            { role: 'viewer', members: ['*'] },
            { role: 'platform-engineer', members: ['group:default/platform'] },
          ],
        },
        auth: {
          session: { secret: 'only-for-the-benchmark-0123456789abcdef' },
          providers: {
            persona: { people: [{ user: PERSON, title: 'Chen Wei' }] },
          },
        },
        ...settings,
      },
    });
    platform.git = path.join(
      platform.testbed.dataDirectory,
      'repositories',
      `${REPOSITORY}.git`,
    );
    fs.cpSync(made, platform.git, { recursive: true });
    platform.replica = await platform.testbed.startReplica();
    platform.token = await platform.#signIn();
    return platform;
  }

  get address() {
    return this.replica.address;
  }

  /** A version that was not released before. */
  takeCommit() {
    return this.commits.pop();
  }

  /** The REST interface of releases, asked by a person, or by one of the services that may watch as well. */
  ask(caller) {
    return caller
      ? this.testbed.ask(this.replica, caller)
      : this.testbed.askWith(this.replica, this.token);
  }

  async #signIn() {
    const answer = await fetch(`${this.address}/api/auth/persona/refresh`, {
      headers: { 'x-stagedoor-persona': PERSON },
    });
    if (!answer.ok) {
      throw new Error(
        `sign-in answered ${answer.status}: ${await answer.text()}`,
      );
    }
    return (await answer.json()).backstageIdentity.token;
  }

  async close() {
    await this.testbed.close([this.replica]);
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}
