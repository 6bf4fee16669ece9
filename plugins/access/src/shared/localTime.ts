import { DateTime, IANAZone } from 'luxon';

const dayMs = 24 * 60 * 60_000;
const minuteMs = 60_000;

/** The zone of the person. */
export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A moment as a field for date and time has it: in a zone, without naming it. */
export function toLocalInput(at: Date, zone = localZone()): string {
  return DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

/**
 * The moment that a field for date and time means in a zone; undefined if it is none. An hour that there is twice when
 * clocks are put back is the first one; one that is skipped when they are put forward is as much later as they are.
 */
export function readLocalInput(
  text: string,
  zone = localZone(),
): Date | undefined {
  const written = DateTime.fromISO(text, { zone: 'utc' });
  if (!written.isValid) {
    return undefined;
  }
  const wall = written.toMillis();
  const clock = IANAZone.create(zone);
  const before = wall - clock.offset(wall - dayMs) * minuteMs;
  const after = wall - clock.offset(wall + dayMs) * minuteMs;
  const meant = [before, after].filter(
    at => at + clock.offset(at) * minuteMs === wall,
  );
  return new Date(meant.length > 0 ? Math.min(...meant) : before);
}
