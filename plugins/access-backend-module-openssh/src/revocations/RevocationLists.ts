import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { reservedSerial } from '../certificates/randomSerial';
import { encodeRevocationList } from './encodeRevocationList';
import { RevocationListCheck } from './RevocationListCheck';

/** A list, and what tells it from another one. */
export interface RevocationList {
  krl: Buffer;
  version: string;
}

/** Builds revocation lists that have been tried, and keeps the last one: bastions ask often. */
export class RevocationLists {
  readonly #check: RevocationListCheck;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #last: { version: string; list: Promise<RevocationList> } | undefined;
  #hasWarned = false;

  constructor(options: {
    check: RevocationListCheck;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#check = options.check;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** @param serials - in any order; a list of none has the reserved one on it */
  async build(serials: readonly bigint[]): Promise<RevocationList> {
    const listed = [...new Set([reservedSerial, ...serials])].sort((a, b) =>
      a < b ? -1 : 1,
    );
    const version = createHash('sha256').update(listed.join()).digest('hex');
    if (this.#last?.version !== version) {
      const list = this.#make(listed, version);
      this.#last = { version, list };
      // One that failed is tried anew.
      list.catch(() => {
        if (this.#last?.list === list) {
          this.#last = undefined;
        }
      });
    }
    return this.#last.list;
  }

  async #make(
    serials: readonly bigint[],
    version: string,
  ): Promise<RevocationList> {
    const madeAt = this.#now();
    const krl = encodeRevocationList({
      serials,
      version: BigInt(madeAt.getTime()),
      madeAt,
    });
    const outcome = await this.#check.check(krl);
    if (outcome === 'no ssh-keygen' && !this.#hasWarned) {
      this.#hasWarned = true;
      this.#logger.warn(
        'Revocation lists are handed out without ssh-keygen having read them, because it is not installed here',
      );
    }
    return { krl, version };
  }
}
