type State = 'text' | 'escape' | 'sequence' | 'string' | 'stringEscape';

/**
 * Takes out of the output of a terminal what is not text: colours, movements of the cursor, titles. Sequences may be cut
 * anywhere between two pieces of output.
 */
export class TextFilter {
  #state: State = 'text';

  /** @returns text with `\n`, `\r`, `\b` and tabs as its only control characters */
  push(output: string): string {
    let text = '';
    for (const character of output) {
      text += this.#take(character);
    }
    return text;
  }

  #take(character: string): string {
    const code = character.codePointAt(0)!;
    switch (this.#state) {
      case 'escape':
        this.#state = afterEscape(character, code);
        return '';
      case 'sequence':
        if (code === 0x1b) {
          this.#state = 'escape';
        } else if (code >= 0x40 && code <= 0x7e) {
          this.#state = 'text';
        }
        return '';
      case 'string':
        if (code === 0x1b) {
          this.#state = 'stringEscape';
        } else if (code === 0x07 || code === 0x9c || code === 0x0a) {
          this.#state = 'text';
        }
        return '';
      case 'stringEscape':
        this.#state =
          character === '\\' ? 'text' : afterEscape(character, code);
        return '';
      default:
        return this.#takeText(character, code);
    }
  }

  #takeText(character: string, code: number): string {
    if (code === 0x1b) {
      this.#state = 'escape';
      return '';
    }
    if (code === 0x9b) {
      this.#state = 'sequence';
      return '';
    }
    if (code === 0x90 || code === 0x9d) {
      this.#state = 'string';
      return '';
    }
    const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
    return !isControl || '\n\r\b\t'.includes(character) ? character : '';
  }
}

function afterEscape(character: string, code: number): State {
  if (character === '[') {
    return 'sequence';
  }
  if (']PX^_'.includes(character)) {
    return 'string';
  }
  // Letters between ESC and its end, as in ESC ( B.
  return code >= 0x20 && code <= 0x2f ? 'escape' : 'text';
}
