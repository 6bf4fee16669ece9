import { setTimeout as sleep } from 'node:timers/promises';
import { Entity } from '@backstage/catalog-model';

type Read = (refs: string[]) => Promise<Array<Entity | undefined>>;

interface Batch {
  refs: Set<string>;
  answer: Promise<Map<string, Entity | undefined>>;
}

/** A request that hangs holds up the next for no longer than this. */
const patienceMs = 500;

/**
 * Answers many questions with few requests. What is asked while a request is under way goes together into the next one:
 * every answer was read after its question was asked, and none is kept.
 */
export class SharedReads {
  readonly #read: Read;
  #next: Batch | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(read: Read) {
    this.#read = read;
  }

  /** Reads entities, in the order of their refs. */
  async read(refs: readonly string[]): Promise<Array<Entity | undefined>> {
    this.#next ??= this.#open();
    const { answer, refs: wanted } = this.#next;
    refs.forEach(ref => wanted.add(ref));
    const entities = await answer;
    return refs.map(ref => entities.get(ref));
  }

  #open(): Batch {
    const refs = new Set<string>();
    const answer = this.#last.then(async () => {
      // Whoever asks from here on could be told what was true before.
      this.#next = undefined;
      const reading = this.#read([...refs]);
      this.#last = Promise.race([
        reading.catch(() => {}),
        sleep(patienceMs, undefined, { ref: false }),
      ]);
      const entities = await reading;
      return new Map([...refs].map((ref, index) => [ref, entities[index]]));
    });
    return { refs, answer };
  }
}
