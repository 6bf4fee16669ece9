import { checkValue, encodeSegment, encodeValue } from './encodeValue';

/** Names may repeat; a value that is not known is left out. */
export type QueryParameters = Array<[name: string, value: string | undefined]>;

export function encodeQuery(parameters: QueryParameters): string {
  return parameters
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${encodeValue(name)}=${encodeValue(value)}`],
    )
    .join('&');
}

/**
 * Puts an address together from the base of a tool and values that nobody trusts: each is encoded for its place.
 */
export function buildAddress(
  baseUrl: string,
  options: { path: string[]; query?: QueryParameters },
): string {
  const path = options.path.map(encodeSegment).join('/');
  const query = encodeQuery(options.query ?? []);
  return `${baseUrl}/${path}${query && `?${query}`}`;
}

/**
 * Splits a value such as `group/subgroup/project` into segments; empty and dot segments are refused when encoded.
 */
export function splitPath(value: string): string[] {
  return checkValue(value)
    .trim()
    .replace(/^\/+|\/+$/g, '')
    .split('/');
}
