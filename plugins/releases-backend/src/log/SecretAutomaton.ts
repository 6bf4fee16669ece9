interface Node {
  next: Map<number, Node>;
  /** Where to go on when no longer secret fits: the longest end of this one that begins another. */
  fail?: Node;
  depth: number;
  /** Length of the longest secret that ends here. */
  found: number;
}

/**
 * Looks for many texts at once, one character at a time (Aho and Corasick, 1975). The depth of the current place tells
 * how many of the last characters may still become a secret.
 */
export class SecretAutomaton {
  readonly #root: Node = { next: new Map(), depth: 0, found: 0 };
  readonly #starts = new Uint8Array(0x10000);
  /** Whether there is anything to look for. */
  readonly empty: boolean;

  constructor(texts: readonly string[]) {
    this.empty = texts.length === 0;
    for (const text of texts) {
      this.#add(text);
    }
    this.#link();
  }

  get start(): Node {
    return this.#root;
  }

  /** Whether a text that is looked for begins with this character. */
  mayStart(code: number): boolean {
    return this.#starts[code] === 1;
  }

  step(from: Node, code: number): Node {
    let node: Node | undefined = from;
    while (node) {
      const next = node.next.get(code);
      if (next) {
        return next;
      }
      node = node.fail;
    }
    return this.#root;
  }

  #add(text: string): void {
    let node = this.#root;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      let next = node.next.get(code);
      if (!next) {
        next = { next: new Map(), depth: index + 1, found: 0 };
        node.next.set(code, next);
      }
      node = next;
    }
    node.found = text.length;
    this.#starts[text.charCodeAt(0)] = 1;
  }

  #link(): void {
    const queue: Node[] = [this.#root];
    for (let node = queue.shift(); node; node = queue.shift()) {
      for (const [code, child] of node.next) {
        child.fail = node.fail ? this.step(node.fail, code) : this.#root;
        child.found = Math.max(child.found, child.fail.found);
        queue.push(child);
      }
    }
  }
}

/** A place in the automaton. */
export type SecretAutomatonPlace = Node;
