import { LinkRefusedError } from './LinkRefusedError';

const longestValue = 4_000;

// Characters that split lines or that parsers of addresses drop, and halves of characters, have no honest place in a name
// or an annotation.
const strayCharacters = /[\p{Cc}\p{Surrogate}\u2028\u2029]/u;

/**
 * Refuses values that no encoding makes safe or meaningful.
 */
export function checkValue(value: string): string {
  if (value.length > longestValue) {
    throw new LinkRefusedError(
      `A value is longer than ${longestValue} characters.`,
    );
  }
  if (strayCharacters.test(value)) {
    throw new LinkRefusedError('A value holds control characters.');
  }
  return value;
}

/**
 * Encodes a value for the query or the fragment of an address. Stricter than encodeURIComponent, which leaves quotes and
 * brackets alone that some tools read as syntax.
 */
export function encodeValue(value: string): string {
  return encodeURIComponent(checkValue(value)).replace(
    /[!'()*]/g,
    c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Encodes a value as (part of) one segment of a path. Slashes are refused even though they would be encoded, because
 * many servers decode a path before they walk it.
 */
export function encodeSegment(value: string): string {
  if (/[/\\]/.test(value)) {
    throw new LinkRefusedError(
      `"${value}" holds a slash where the address has one name.`,
    );
  }
  if (value === '' || value === '.' || value === '..') {
    throw new LinkRefusedError(
      `"${value}" would change the path of the address.`,
    );
  }
  return encodeValue(value);
}
