import { readLocalInput, toLocalInput } from './localTime';

const read = (text: string, zone: string) =>
  readLocalInput(text, zone)?.toISOString();

describe('readLocalInput', () => {
  it.each([
    ['in winter', '2026-01-10T14:00', 'Europe/Berlin', '2026-01-10T13:00'],
    ['in summer', '2026-07-10T14:00', 'Europe/Berlin', '2026-07-10T12:00'],
    [
      'before clocks go forward',
      '2026-03-29T01:59',
      'Europe/Berlin',
      '2026-03-29T00:59',
    ],
    [
      'after clocks went forward',
      '2026-03-29T03:00',
      'Europe/Berlin',
      '2026-03-29T01:00',
    ],
    [
      'in the hour that is skipped: an hour later',
      '2026-03-29T02:30',
      'Europe/Berlin',
      '2026-03-29T01:30',
    ],
    [
      'in the hour that there is twice: the first one',
      '2026-10-25T02:30',
      'Europe/Berlin',
      '2026-10-25T00:30',
    ],
    [
      'after that hour',
      '2026-10-25T03:00',
      'Europe/Berlin',
      '2026-10-25T02:00',
    ],
    [
      'west of Greenwich, where there is an hour twice',
      '2026-11-01T01:30',
      'America/New_York',
      '2026-11-01T05:30',
    ],
    [
      'where clocks go by half an hour, in the half that is skipped',
      '2026-10-04T02:15',
      'Australia/Lord_Howe',
      '2026-10-03T15:45',
    ],
    ['without any change', '2026-03-29T02:30', 'UTC', '2026-03-29T02:30'],
  ])('%s', (_, text, zone, moment) => {
    expect(read(text, zone)).toBe(`${moment}:00.000Z`);
  });

  it.each(['', 'tomorrow', '2026-02-30T10:00'])('finds none in "%s"', text => {
    expect(readLocalInput(text, 'Europe/Berlin')).toBeUndefined();
  });

  it('reads back what was written, around the clock and around the year', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
    const wrong = zones.flatMap(zone => {
      let last = '';
      return Array.from({ length: 366 * 48 }, (_, half) => {
        const at = new Date(Date.UTC(2026, 0, 1, 0, 30 * half));
        const written = toLocalInput(at, zone);
        // The second of two equal times cannot be told from the first.
        const isNew = written > last;
        last = isNew ? written : last;
        return isNew && read(written, zone) !== at.toISOString() ? at : [];
      }).flat();
    });
    expect(wrong).toEqual([]);
  });
});
