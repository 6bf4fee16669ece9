/** A moment, as a person would say how long ago it was; the exact time with its zone is on hover. */
export const Ago = (props: { at: Date | string | number; now?: Date }) => {
  const at = new Date(props.at);
  return (
    <time
      dateTime={at.toISOString()}
      title={at.toLocaleString(undefined, {
        dateStyle: 'full',
        timeStyle: 'long',
      })}
    >
      {ago(at, props.now ?? new Date())}
    </time>
  );
};

const units: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function ago(at: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) {
      return format.format(-Math.round(seconds / size), unit);
    }
  }
  return 'just now';
}
