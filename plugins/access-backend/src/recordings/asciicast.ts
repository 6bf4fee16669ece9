import { InputError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** How long a time may be: longer than any session, and short enough to stay exact. */
const mostSeconds = 60 * 24 * 60 * 60;

/** Output, a marker, or a new size of the window. Never input: what people type is not recorded. */
const eventSchema = z.union([
  z.tuple([
    z.number().min(0).max(mostSeconds),
    z.enum(['o', 'm']),
    z.string().max(1_048_576),
  ]),
  z.tuple([
    z.number().min(0).max(mostSeconds),
    z.literal('r'),
    z.string().regex(/^[1-9]\d{0,3}x[1-9]\d{0,3}$/),
  ]),
]);

/** One event of an asciicast v2: seconds since the start, what it is, and its text. */
export type CastEvent = z.infer<typeof eventSchema>;

/** Writes the first line of an asciicast v2. */
export function writeHeader(session: {
  startedAt: Date;
  columns: number;
  rows: number;
  title: string;
  command?: string;
}): Buffer {
  const { columns, rows, title, command } = session;
  return Buffer.from(
    `${JSON.stringify({
      version: 2,
      width: columns,
      height: rows,
      timestamp: Math.floor(session.startedAt.getTime() / 1000),
      title,
      ...(command !== undefined && { command }),
      env: { TERM: 'xterm-256color' },
    })}\n`,
  );
}

/** Writes a marker, which players show on their time line. */
export function writeMarker(seconds: number, text: string): Buffer {
  return Buffer.from(`${JSON.stringify([seconds, 'm', text])}\n`);
}

/**
 * Checks that text consists of whole lines with events that do not go back in time.
 *
 * @param after - seconds of the event before
 * @returns seconds of the last event
 * @throws InputError
 */
export function checkEvents(lines: string, after: number): number {
  if (!lines.endsWith('\n')) {
    throw new InputError('lines: must be whole lines');
  }
  let last = after;
  lines
    .slice(0, -1)
    .split('\n')
    .forEach((line, index) => {
      const [seconds] = readEvent(line, index);
      if (seconds < last) {
        throw new InputError(`lines: the time of line ${index + 1} goes back`);
      }
      last = seconds;
    });
  return last;
}

function readEvent(line: string, index: number): CastEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new InputError(`lines: line ${index + 1} is not JSON`);
  }
  const { success, data } = eventSchema.safeParse(value);
  if (!success) {
    throw new InputError(
      `lines: line ${index + 1} is no output, marker or resize of an asciicast v2`,
    );
  }
  return data;
}

/** The events in lines that were checked when they came in. */
export function parseEvents(lines: string): CastEvent[] {
  return lines
    .split('\n')
    .filter(line => line.startsWith('['))
    .map(line => JSON.parse(line));
}

/** SHA-256, in hex. */
export function hash(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Adds a chunk to the chain of a recording: no chunk can be changed, left out, added or moved without its end changing.
 *
 * @param before - absent for the header
 */
export function extendChain(
  before: string | undefined,
  sha256: string,
): string {
  return before === undefined
    ? sha256
    : createHash('sha256')
        .update(Buffer.from(before, 'hex'))
        .update(Buffer.from(sha256, 'hex'))
        .digest('hex');
}
