import { types } from 'pg';
import { readTime } from './timesAsText';

const readDate = types.getTypeParser(types.builtins.TIMESTAMPTZ);

it.each([
  ['2026-11-22 12:00:00+00', '2026-11-22T12:00:00.000Z'],
  ['2026-11-22 12:00:00.5+00', '2026-11-22T12:00:00.500Z'],
  ['2026-11-22 12:00:00.123456+00', '2026-11-22T12:00:00.123Z'],
  ['2026-11-22 12:00:00.999999+00', '2026-11-22T12:00:00.999Z'],
  ['2026-11-22 13:30:00.04+01:30', '2026-11-22T12:00:00.040Z'],
  ['10026-01-01 00:00:00+00', '+010026-01-01T00:00:00.000Z'],
])('reads %s as a date would be written', (text, time) => {
  expect(readTime(text)).toBe(time);
  expect(readTime(text)).toBe(readDate(text).toISOString());
});
