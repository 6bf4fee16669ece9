type RisonValue =
  | boolean
  | number
  | string
  | readonly RisonValue[]
  | { readonly [key: string]: RisonValue };

/**
 * Writes a value in rison, the notation of Kibana's addresses. Strings are always quoted, so that none can be read as
 * anything else. Keys are written bare: they are ours, never a value of somebody else.
 */
export function encodeRison(value: RisonValue): string {
  if (typeof value === 'string') {
    return `'${value.replace(/[!']/g, '!$&')}'`;
  }
  if (typeof value === 'boolean') {
    return value ? '!t' : '!f';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  if (value instanceof Array) {
    return `!(${value.map(encodeRison).join(',')})`;
  }
  return `(${Object.entries(value)
    .map(([key, member]) => `${key}:${encodeRison(member)}`)
    .join(',')})`;
}
