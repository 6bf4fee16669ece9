import { parseAddress } from './checkAddress';
import { encodeSegment, encodeValue } from './encodeValue';
import { LinkRefusedError } from './LinkRefusedError';
import { LinkSubject } from './LinkSubject';
import { parsePlaceholder, Placeholder, readPlaceholder } from './placeholder';

type Part = { literal: string } | { placeholder: Placeholder; inPath: boolean };

// Stands for any value when the shape of the address is compared before and after rendering.
const stand = 'x';

/**
 * An address with placeholders after the host. Values fill single segments of the path, the query and the fragment; they
 * cannot change the scheme, the host or the number of segments, whatever they hold.
 */
export class UrlTemplate {
  readonly #parts: Part[];
  readonly #shape: URL;

  private constructor(parts: Part[]) {
    this.#parts = parts;
    this.#shape = parseAddress(
      parts.map(p => ('literal' in p ? p.literal : stand)).join(''),
    );
  }

  /** @throws if the text is not a template; the message says why. */
  static parse(text: string): UrlTemplate {
    const parts: Part[] = [];
    let seen = '';
    text.split(/(\$\{\{[^{}]*\}\})/).forEach((piece, index) => {
      if (index % 2 === 0) {
        if (/\$\{|\{\{|\}\}/.test(piece)) {
          throw new Error(
            'a placeholder is not written as ${{ path }}, or is not closed',
          );
        }
        seen += piece;
        parts.push({ literal: piece });
        return;
      }
      if (!/^https?:\/\/[^/?#]+[/?#]/i.test(seen)) {
        throw new Error('placeholders may stand only after the host');
      }
      parts.push({
        placeholder: parsePlaceholder(piece.slice(3, -2)),
        inPath: !/[?#]/.test(seen),
      });
    });
    return new UrlTemplate(parts);
  }

  /** Host and port. */
  get host(): string {
    return this.#shape.host;
  }

  get placeholders(): Placeholder[] {
    return this.#parts.flatMap(p => ('literal' in p ? [] : [p.placeholder]));
  }

  /** Annotations without which the address cannot be built. */
  get annotations(): string[] {
    return this.placeholders.flatMap(p =>
      p.field === 'annotation' ? [p.annotation] : [],
    );
  }

  /** @throws LinkRefusedError if a value is not there or not safe. */
  render(subject: LinkSubject): string {
    const address = this.#parts
      .map(part => {
        if ('literal' in part) {
          return part.literal;
        }
        const value = readPlaceholder(part.placeholder, subject);
        if (value === undefined) {
          const { field } = part.placeholder;
          throw new LinkRefusedError(`The entity has no ${field}.`);
        }
        return part.inPath ? encodeSegment(value) : encodeValue(value);
      })
      .join('');
    return this.#checkShape(parseAddress(address)).href;
  }

  // Encoding already keeps values in their place. This catches what is left, such as a value "." after a literal ".".
  #checkShape(url: URL): URL {
    const segments = url.pathname.split('/').length;
    if (
      url.origin !== this.#shape.origin ||
      segments !== this.#shape.pathname.split('/').length
    ) {
      throw new LinkRefusedError('A value would change the path.');
    }
    return url;
  }
}
