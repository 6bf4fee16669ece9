import fs from 'node:fs';
import path from 'node:path';
import { LocalService } from '../local-host/service.mjs';

/** Less than systemd grants, so that Ctrl-C ends everything within ten seconds. */
const GRACE_MS = 2_000;

/**
 * The services that releases have started on hosts that are folders of the data folder.
 */
export class LocalServices {
  #hosts;

  /** @param {string} hosts - the folder of the folders that stand for hosts */
  constructor(hosts) {
    this.#hosts = hosts;
  }

  /**
   * Starts those again that ran when the platform ended. Each runs the version that is live on its host.
   *
   * @returns {Promise<string[]>} what could not be started, and why
   */
  async start() {
    const results = await Promise.allSettled(
      this.#list().map(service => service.resume()),
    );
    return results.flatMap(result =>
      result.status === 'rejected' ? [result.reason.message] : [],
    );
  }

  /** Ends all of them; they start again with the platform. */
  async stop() {
    await Promise.all(
      this.#list().map(service => service.pause({ graceMs: GRACE_MS })),
    );
  }

  #list() {
    const hosts = fs.existsSync(this.#hosts) ? fs.readdirSync(this.#hosts) : [];
    return hosts.flatMap(host =>
      LocalService.list(path.join(this.#hosts, host)),
    );
  }
}
