import {
  setImmediate as thisTurn,
  setTimeout as sleep,
} from 'node:timers/promises';

interface Batch<TAsk, TAnswer> {
  asks: TAsk[];
  answers: Promise<readonly TAnswer[]>;
}

/** Work that hangs holds up the next for no longer than this. */
const patienceMs = 500;

/**
 * Does together what is asked for at the same moment: a statement or a request for many costs little more than one for
 * one. What is asked while work is under way goes together into the next, so every answer is from after its question,
 * and none is kept.
 *
 * @public
 */
export class SharedWork<TAsk, TAnswer> {
  readonly #work: (asks: readonly TAsk[]) => Promise<readonly TAnswer[]>;
  #next: Batch<TAsk, TAnswer> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param work - answers in the order of what was asked; if it fails, it fails for all who asked */
  constructor(work: (asks: readonly TAsk[]) => Promise<readonly TAnswer[]>) {
    this.#work = work;
  }

  async ask(ask: TAsk): Promise<TAnswer> {
    this.#next ??= this.#open();
    const { asks, answers } = this.#next;
    const place = asks.push(ask) - 1;
    return (await answers)[place];
  }

  #open(): Batch<TAsk, TAnswer> {
    const asks: TAsk[] = [];
    const answers = this.#last.then(async () => {
      // Those who are just about to ask come along.
      await thisTurn();
      // Whoever asks from here on could be told what was true before.
      this.#next = undefined;
      const working = this.#work(asks);
      this.#last = Promise.race([
        working.catch(() => {}),
        sleep(patienceMs, undefined, { ref: false }),
      ]);
      return working;
    });
    return { asks, answers };
  }
}
