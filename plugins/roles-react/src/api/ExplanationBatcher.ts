import {
  Explanation,
  ExplanationQuestion,
  MAX_EXPLANATIONS,
  RolesApi,
} from '@stagedoor/plugin-roles-common';

interface Waiting {
  question: ExplanationQuestion;
  resolve(explanation: Explanation): void;
  reject(error: unknown): void;
}

/**
 * Asks for the explanations that a page needs in one request: a page with twenty guarded buttons asks as soon as all of
 * them are on screen, and asks the same question only once.
 */
export class ExplanationBatcher {
  static readonly #batchers = new WeakMap<RolesApi, ExplanationBatcher>();

  static of(api: RolesApi): ExplanationBatcher {
    const existing = this.#batchers.get(api);
    if (existing) {
      return existing;
    }
    const batcher = new ExplanationBatcher(api);
    this.#batchers.set(api, batcher);
    return batcher;
  }

  readonly #api: RolesApi;
  readonly #pending = new Map<string, Promise<Explanation>>();
  #waiting: Waiting[] = [];

  private constructor(api: RolesApi) {
    this.#api = api;
  }

  explain(question: ExplanationQuestion): Promise<Explanation> {
    const key = JSON.stringify([question.permission, question.resourceRef]);
    const pending = this.#pending.get(key);
    if (pending) {
      return pending;
    }
    const answer = new Promise<Explanation>((resolve, reject) => {
      if (this.#waiting.length === 0) {
        setTimeout(() => this.#flush());
      }
      this.#waiting.push({ question, resolve, reject });
    });
    this.#pending.set(key, answer);
    const forget = () => this.#pending.delete(key);
    answer.then(forget, forget);
    return answer;
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let start = 0; start < waiting.length; start += MAX_EXPLANATIONS) {
      this.#ask(waiting.slice(start, start + MAX_EXPLANATIONS));
    }
  }

  async #ask(waiting: Waiting[]): Promise<void> {
    try {
      const explanations = await this.#api.explain(
        waiting.map(({ question }) => question),
      );
      waiting.forEach(({ resolve }, index) => resolve(explanations[index]));
    } catch (error) {
      waiting.forEach(({ reject }) => reject(error));
    }
  }
}
