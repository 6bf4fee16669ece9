import { z } from 'zod';

/**
 * Ranges that end now.
 *
 * @public
 */
export const rangePresetSchema = z.enum(['15m', '1h', '6h', '24h', '7d']);

/** @public */
export type RangePreset = z.infer<typeof rangePresetSchema>;

/** @public */
export const defaultRangePreset: RangePreset = '1h';

const minute = 60_000;

const presetMilliseconds: Record<RangePreset, number> = {
  '15m': 15 * minute,
  '1h': 60 * minute,
  '6h': 6 * 60 * minute,
  '24h': 24 * 60 * minute,
  '7d': 7 * 24 * 60 * minute,
};

/** Tools answer longer ranges slowly or not at all. */
const longestRange = 92 * 24 * 60 * minute;

/**
 * How a request asks for a range: a preset, or both ends.
 *
 * @public
 */
export interface TimeRangeQuery {
  range?: RangePreset;
  from?: string;
  to?: string;
}

/**
 * A range with both ends known. `preset` is there when the range ends now, so that a tool can be asked to keep following.
 *
 * @public
 */
export interface TimeRange {
  preset?: RangePreset;
  from: Date;
  to: Date;
}

/**
 * Says what is wrong with a range, or nothing.
 *
 * @public
 */
export function findTimeRangeProblem(
  query: TimeRangeQuery,
): { field: keyof TimeRangeQuery; message: string } | undefined {
  const { range, from, to } = query;
  if (from === undefined && to === undefined) {
    return undefined;
  }
  if (range !== undefined) {
    return { field: 'range', message: 'use either range, or from and to' };
  }
  if (from === undefined || to === undefined) {
    const field = from === undefined ? 'from' : 'to';
    return { field, message: 'from and to belong together' };
  }
  const length = Date.parse(to) - Date.parse(from);
  if (!(length > 0)) {
    return { field: 'to', message: 'to must be later than from' };
  }
  if (length > longestRange) {
    return { field: 'from', message: 'a range is at most 92 days long' };
  }
  return undefined;
}

/**
 * Gives both ends of a range that {@link findTimeRangeProblem} has nothing against.
 *
 * @public
 */
export function resolveTimeRange(query: TimeRangeQuery, now: Date): TimeRange {
  if (query.from !== undefined && query.to !== undefined) {
    return { from: new Date(query.from), to: new Date(query.to) };
  }
  const preset = query.range ?? defaultRangePreset;
  return {
    preset,
    from: new Date(now.getTime() - presetMilliseconds[preset]),
    to: now,
  };
}
