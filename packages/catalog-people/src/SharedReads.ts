import { Entity } from '@backstage/catalog-model';
import { SharedWork } from '@stagedoor/database';

type Read = (refs: string[]) => Promise<Array<Entity | undefined>>;

/** Answers many questions about entities with few requests, in each of which every ref stands once. */
export class SharedReads {
  readonly #work: SharedWork<readonly string[], Array<Entity | undefined>>;

  constructor(read: Read) {
    this.#work = new SharedWork(async questions => {
      const refs = [...new Set(questions.flat())];
      const entities = await read(refs);
      const found = new Map(refs.map((ref, index) => [ref, entities[index]]));
      return questions.map(question => question.map(ref => found.get(ref)));
    });
  }

  /** Reads entities, in the order of their refs. */
  read(refs: readonly string[]): Promise<Array<Entity | undefined>> {
    return this.#work.ask(refs);
  }
}
