import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../scripts/launcher/paths.mjs';
import { NODE_FLAGS } from '../../scripts/launcher/platform.mjs';
import { hear } from './hear.mjs';

/** The part of the platform that issues certificates, in a process of its own; see `issue-without-http.mjs`. */
export class IssuingService {
  #child;

  /** @param {{ connection: object, folder: string, grants: number[], holder: string, keys: string[] }} parts */
  static async start(parts) {
    const service = new IssuingService();
    const log = fs.openSync(path.join(parts.folder, 'audit.log'), 'a');
    service.#child = fork(
      fileURLToPath(new URL('issue-without-http.mjs', import.meta.url)),
      {
        cwd: root,
        execArgv: [
          ...NODE_FLAGS,
          '--require',
          '@backstage/cli/config/nodeTransform.cjs',
        ],
        env: {
          ...process.env,
          NODE_ENV: 'production',
          ISSUING_SERVICE: JSON.stringify(parts),
        },
        stdio: ['ignore', log, 'inherit', 'ipc'],
      },
    );
    fs.closeSync(log);
    await hear(service.#child, message => message === 'ready');
    return service;
  }

  /** @returns {Promise<{ count: number, perSecond: number }>} */
  async run(load) {
    this.#child.send(load);
    return hear(this.#child, message => message.perSecond !== undefined);
  }

  stop() {
    this.#child.kill('SIGTERM');
  }
}
