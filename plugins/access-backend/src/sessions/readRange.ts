/** Bytes from `start` to before `end`. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Reads the header `Range`. What is not a single range of bytes is passed over, as RFC 9110 has it.
 *
 * @param size - of everything
 */
export function readRange(
  header: string | undefined,
  size: number,
): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) {
    return undefined;
  }
  const [, first, last] = match;
  const range =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size }
      : {
          start: Number(first),
          end: last === '' ? size : Math.min(size, Number(last) + 1),
        };
  if (first !== '' && last !== '' && Number(last) < Number(first)) {
    return undefined;
  }
  return range.start < range.end ? range : 'unsatisfiable';
}
