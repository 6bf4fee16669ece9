const units: [size: number, unit: string][] = [
  [31_536_000, 'y'],
  [2_592_000, 'mo'],
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** A length of time, rounded as a person would say it: "41 s", "1 min 42 s", "3 h 5 min". */
export function describeDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) {
    return '0 s';
  }
  const [size, unit] = units[first];
  const whole = `${Math.floor(seconds / size)} ${unit}`;
  const next = units.at(first + 1);
  const rest = next ? Math.floor((seconds % size) / next[0]) : 0;
  return next && rest > 0 ? `${whole} ${rest} ${next[1]}` : whole;
}

/** How long ago a moment was, or how far ahead it is: "6 min ago", "in 3 h". */
export function describeAge(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  // "1 mo" says less than "44 d".
  const size = units.find(
    ([unitSize, unit]) =>
      Math.abs(seconds) >= (unit === 'mo' ? 2 * unitSize : unitSize),
  );
  if (!size || Math.abs(seconds) < 10) {
    return 'just now';
  }
  const text = `${Math.round(Math.abs(seconds) / size[0])} ${size[1]}`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}
