import { CustomTypesConfig, types } from 'pg';

const timestamptz = types.builtins.TIMESTAMPTZ;
const readDate = types.getTypeParser(timestamptz);
const inUtc = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?\+00$/;

/** Has a query answer times as ISO 8601, as they go out, without making a date of each of them first. */
export const timesAsText: CustomTypesConfig = {
  getTypeParser: (type: number) =>
    type === timestamptz ? readTime : types.getTypeParser(type),
};

/** Reads a time as PostgreSQL writes it: to the millisecond, as a date would be. */
export function readTime(text: string): string {
  const [found, day, time, fraction = ''] = inUtc.exec(text) ?? [];
  // The server may tell another zone, and years of other lengths.
  return found
    ? `${day}T${time}.${fraction.padEnd(3, '0')}Z`
    : readDate(text).toISOString();
}
