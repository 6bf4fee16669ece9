const escape = '\x1b';

/** Colours and weights (SGR, ECMA-48 8.3.117), the only control sequences that are kept. */
export const sgrPattern = new RegExp(`${escape}\\[[0-9;:]*m`, 'g');

const longestSequence = 64;
// C0 but tab and line feed, DEL, C1, and the characters that reorder text on a screen.
const special = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

type Mode =
  'text' | 'escape' | 'designate' | 'csi' | 'string' | 'string-escape';

/**
 * Takes every control sequence out of a terminal's text but colours, wherever the text is cut into chunks. What stays
 * cannot move the cursor, set a title, open a link or touch a clipboard. CR LF becomes LF; a lone CR stays.
 */
export class ControlFilter {
  #mode: Mode = 'text';
  /** Parameters of the control sequence that is being read; undefined when it is too long to be kept. */
  #parameters: string | undefined = '';
  #carriageReturn = false;

  push(text: string): string {
    let out = '';
    let at = 0;
    while (at < text.length) {
      if (this.#mode !== 'text') {
        const { emit, consumed } = this.#step(text[at]);
        out += emit;
        at += consumed ? 1 : 0;
        continue;
      }
      if (this.#carriageReturn) {
        if (text[at] === '\r') {
          at += 1;
          continue;
        }
        this.#carriageReturn = false;
        out += text[at] === '\n' ? '' : '\r';
      }
      special.lastIndex = at;
      const next = special.exec(text)?.index ?? text.length;
      out += text.slice(at, next);
      if (next < text.length) {
        this.#begin(text[next]);
      }
      at = next + 1;
    }
    return out;
  }

  #begin(character: string): void {
    switch (character) {
      case '\r':
        this.#carriageReturn = true;
        break;
      case escape:
        this.#mode = 'escape';
        break;
      case '\x9b':
        this.#startSequence();
        break;
      case '\x90': // DCS
      case '\x98': // SOS
      case '\x9d': // OSC
      case '\x9e': // PM
      case '\x9f': // APC
        this.#mode = 'string';
        break;
      default:
    }
  }

  #startSequence(): void {
    this.#mode = 'csi';
    this.#parameters = '';
  }

  /** Reads one character inside a sequence. One that does not belong there is looked at again as text. */
  #step(character: string): { emit: string; consumed: boolean } {
    const code = character.charCodeAt(0);
    switch (this.#mode) {
      case 'escape':
        return this.#stepEscape(character, code);
      case 'designate':
        this.#mode = code >= 0x20 && code <= 0x2f ? 'designate' : 'text';
        return { emit: '', consumed: code >= 0x20 && code <= 0x7e };
      case 'csi':
        return this.#stepSequence(character, code);
      case 'string-escape':
        this.#mode = character === '\\' ? 'text' : 'escape';
        return { emit: '', consumed: character === '\\' };
      default:
        return this.#stepString(character);
    }
  }

  #stepEscape(character: string, code: number) {
    if (character === '[') {
      this.#startSequence();
    } else if (']PX^_'.includes(character)) {
      this.#mode = 'string';
    } else if (code >= 0x20 && code <= 0x2f) {
      this.#mode = 'designate';
    } else {
      this.#mode = 'text';
      return { emit: '', consumed: code >= 0x30 && code <= 0x7e };
    }
    return { emit: '', consumed: true };
  }

  #stepSequence(character: string, code: number) {
    if (code >= 0x40 && code <= 0x7e) {
      this.#mode = 'text';
      const parameters = this.#parameters;
      const colour =
        character === 'm' &&
        parameters !== undefined &&
        /^[0-9;:]*$/.test(parameters);
      return { emit: colour ? `\x1b[${parameters}m` : '', consumed: true };
    }
    if (code < 0x20 || code > 0x7e) {
      this.#mode = 'text';
      return { emit: '', consumed: false };
    }
    if (this.#parameters !== undefined) {
      this.#parameters =
        this.#parameters.length < longestSequence
          ? this.#parameters + character
          : undefined;
    }
    return { emit: '', consumed: true };
  }

  /** A string that nobody ends must not swallow the rest of the log: the end of the line ends it. */
  #stepString(character: string) {
    if (character === escape) {
      this.#mode = 'string-escape';
    } else if (['\x07', '\x9c', '\x18', '\x1a'].includes(character)) {
      this.#mode = 'text';
    } else if (character === '\n') {
      this.#mode = 'text';
      return { emit: '', consumed: false };
    }
    return { emit: '', consumed: true };
  }
}
