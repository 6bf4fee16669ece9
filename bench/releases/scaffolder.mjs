import { readEvents } from '../../scripts/testbed/events.mjs';
import { OWNER } from '../../scripts/testbed/entities.mjs';

const TEMPLATE = 'template:default/ticker';

/** A template that does nothing but log: the peer of a release. */
export function describeTemplate() {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: 'ticker', namespace: 'default' },
    spec: {
      owner: OWNER,
      type: 'service',
      parameters: [
        {
          title: 'Ticks',
          properties: {
            times: { type: 'number' },
            everyMs: { type: 'number' },
          },
        },
      ],
      steps: [
        {
          id: 'tick',
          name: 'Tick',
          action: 'testbed:tick',
          input: {
            times: '${{ parameters.times }}',
            everyMs: '${{ parameters.everyMs }}',
          },
        },
      ],
    },
    relations: [{ type: 'ownedBy', targetRef: OWNER }],
  };
}

/** The REST interface of the scaffolder. */
export class Scaffolder {
  #address;
  #token;

  constructor(address, token) {
    this.#address = `${address}/api/scaffolder/v2/tasks`;
    this.#token = token;
  }

  async create(values) {
    const answer = await this.#fetch('', {
      method: 'POST',
      body: JSON.stringify({ templateRef: TEMPLATE, values }),
      headers: { 'content-type': 'application/json' },
    });
    return (await answer.json()).id;
  }

  /**
   * Follows the events of a task to its end.
   *
   * @param {string} id
   * @param {(event: { id: number, text: string }) => void} onLog
   */
  async follow(id, onLog) {
    const answer = await this.#fetch(`/${id}/eventstream`);
    for await (const { event, data } of readEvents(answer)) {
      const { id: number, body } = JSON.parse(data);
      if (event === 'log') {
        onLog({ id: number, text: body.message });
      }
      if (event === 'completion') {
        return;
      }
    }
  }

  async #fetch(path, init = {}) {
    const answer = await fetch(`${this.#address}${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${this.#token}` },
    });
    if (!answer.ok) {
      throw new Error(
        `the scaffolder answered ${answer.status}: ${await answer.text()}`,
      );
    }
    return answer;
  }
}
