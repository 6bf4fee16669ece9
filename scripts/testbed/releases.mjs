import { randomUUID } from 'node:crypto';
import { readEvents } from './events.mjs';

/** The states in which nothing more happens to a release. */
const FINAL = [
  'succeeded',
  'failed',
  'errored',
  'cancelled',
  'rejected',
  'expired',
];

/** Whether a release has ended. */
export function isFinal(release) {
  return FINAL.includes(release.state);
}

/** The REST interface of releases, of one replica, in the name of one token. */
export class Releases {
  #address;
  #token;

  constructor(address, token) {
    this.#address = address;
    this.#token = token;
  }

  /**
   * @param {{ component: string, environment: string, version: string, kind?: string }} wish
   * @param {string} [key] - the same for each repetition
   */
  create(wish, key = randomUUID()) {
    return this.#json('/releases', {
      method: 'POST',
      body: JSON.stringify(wish),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    });
  }

  cancel(id) {
    return this.#json(`/releases/${id}/cancellation`, {
      method: 'POST',
      body: '{}',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
    });
  }

  get(id) {
    return this.#json(`/releases/${id}`);
  }

  list(query = '') {
    return this.#json(`/releases${query}`);
  }

  listVersions(query) {
    return this.#json(`/versions?${new URLSearchParams(query)}`);
  }

  /** Every line of the log. */
  async readWholeLog(id) {
    const lines = [];
    for (;;) {
      const after = lines.at(-1)?.n ?? 0;
      const page = await this.#json(
        `/releases/${id}/log?after=${after}&limit=5000`,
      );
      lines.push(...page.lines);
      if (page.lines.length === 0 || page.end) {
        return lines;
      }
    }
  }

  /**
   * Follows a log as a browser does, until it ends.
   *
   * @param {number} id
   * @param {{ after?: number, signal?: AbortSignal, onLines: (lines: object[]) => void }} options
   * @returns {Promise<boolean>} whether the log has ended; false if the connection did
   */
  async follow(id, { after = 0, signal, onLines }) {
    const response = await this.#fetch(
      `/releases/${id}/log/events?after=${after}`,
      { signal, headers: { accept: 'text/event-stream' } },
    );
    for await (const { event, data } of readEvents(response)) {
      if (event === 'lines') {
        onLines(JSON.parse(data).lines);
      }
      if (event === 'end') {
        return true;
      }
    }
    return false;
  }

  async #json(path, init) {
    return (await this.#fetch(path, init)).json();
  }

  async #fetch(path, init = {}) {
    const response = await fetch(`${this.#address}/api/releases${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${this.#token}` },
    });
    if (!response.ok) {
      throw new Error(
        `${init.method ?? 'GET'} ${path} answered ${response.status}: ${await response.text()}`,
      );
    }
    return response;
  }
}
