const units: [minutes: number, unit: string][] = [
  [24 * 60, 'd'],
  [60, 'h'],
  [1, 'min'],
];

/** A number of minutes as a person would say it: 90 is "1 h 30 min". */
export function sayMinutes(minutes: number): string {
  let rest = minutes;
  const parts = units.flatMap(([size, unit]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count} ${unit}`] : [];
  });
  return parts.join(' ') || '0 min';
}
