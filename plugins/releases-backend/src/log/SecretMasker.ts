import { ControlFilter, sgrPattern } from './ControlFilter';
import { SecretAutomaton, SecretAutomatonPlace } from './SecretAutomaton';
import { listSecretForms, shortestSecret } from './secretForms';

const mask = '●●●●●●●●';
const escape = 0x1b;
/** Beyond this a held back text is no secret but an attempt to fill the memory. */
const mostHeld = 64 * 1024;

/** Replaces the secrets of the platform, wherever text for people is written down. */
export class SecretMasker {
  readonly #automaton: SecretAutomaton;

  constructor(secrets: Iterable<string>) {
    this.#automaton = new SecretAutomaton(
      [...secrets]
        .filter(secret => secret.trim().length >= shortestSecret)
        .flatMap(listSecretForms),
    );
  }

  /** Masks a text that is at hand as a whole, and removes control sequences. */
  mask(text: string): string {
    const stream = this.stream();
    return stream.push(new ControlFilter().push(text)) + stream.end();
  }

  /** Masks a text that comes in pieces, from which control sequences but colours have been removed. */
  stream(): MaskStream {
    return new MaskStream(this.#automaton);
  }
}

/** One text that comes in pieces. Holds back what may be the beginning of a secret. */
export class MaskStream {
  readonly #automaton: SecretAutomaton;
  #place: SecretAutomatonPlace;
  /** What has been read and not been given out. */
  #held = '';
  /** Where in it the visible characters are that may begin a secret: as many as the place is deep. */
  #trail: number[] = [];
  /** Where in it secrets are, in order. */
  #found: { from: number; to: number }[] = [];
  /** Up to here, what is held belongs to a secret whose mask has been given out. */
  #maskedTo = 0;

  constructor(automaton: SecretAutomaton) {
    this.#automaton = automaton;
    this.#place = automaton.start;
  }

  push(text: string): string {
    if (this.#automaton.empty) {
      return text;
    }
    const start = this.#held.length;
    this.#held += text;
    this.#scan(start);
    const safe = this.#trail[0] ?? this.#held.length;
    return this.#held.length - safe > mostHeld ? this.end() : this.#give(safe);
  }

  /** Gives out the rest: nothing follows. */
  end(): string {
    this.#trail = [];
    this.#place = this.#automaton.start;
    return this.#give(this.#held.length);
  }

  #scan(start: number): void {
    const text = this.#held;
    const automaton = this.#automaton;
    const root = automaton.start;
    let place = this.#place;
    let trail = this.#trail;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === escape) {
        // A colour in the middle of a secret hides it from no one.
        const end = text.indexOf('m', at);
        at = end < 0 ? text.length : end;
        continue;
      }
      if (place === root && !automaton.mayStart(code)) {
        continue;
      }
      place = automaton.step(place, code);
      trail.push(at);
      if (trail.length > place.depth) {
        trail = place.depth === 0 ? [] : trail.slice(-place.depth);
      }
      if (place.found > 0) {
        this.#remember(trail[trail.length - place.found], at + 1);
      }
    }
    this.#place = place;
    this.#trail = trail;
  }

  #remember(from: number, to: number): void {
    let begin = from;
    while (this.#found.length > 0 && this.#found.at(-1)!.to > begin) {
      begin = Math.min(begin, this.#found.pop()!.from);
    }
    this.#found.push({ from: begin, to });
  }

  #give(safe: number): string {
    const text = this.#held;
    let out = '';
    let at = 0;
    const skip = (to: number) => {
      out += text.slice(at, to).match(sgrPattern)?.join('') ?? '';
      at = to;
    };
    skip(Math.min(this.#maskedTo, safe));
    for (const { from, to } of this.#found) {
      if (from >= safe) {
        break;
      }
      if (from >= at && from >= this.#maskedTo) {
        out += text.slice(at, from) + mask;
        at = from;
      }
      this.#maskedTo = Math.max(this.#maskedTo, to);
      skip(Math.min(to, safe));
    }
    out += text.slice(at, safe);
    this.#held = text.slice(safe);
    this.#trail = this.#trail.map(index => index - safe);
    this.#found = this.#found
      .filter(({ to }) => to > safe)
      .map(({ from, to }) => ({
        from: Math.max(0, from - safe),
        to: to - safe,
      }));
    this.#maskedTo = Math.max(0, this.#maskedTo - safe);
    return out;
  }
}
