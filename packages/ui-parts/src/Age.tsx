import { describeAge, describeDuration } from './durations';
import { useNow } from './useNow';
import styles from './parts.module.css';

/** The moment itself with its zone, as it stands on hover. */
export function describeMoment(at: Date): string {
  return at.toLocaleString(undefined, {
    dateStyle: 'full',
    timeStyle: 'long',
  });
}

/** How long ago something was, or how far ahead it is; it keeps counting. The moment and its zone are on hover. */
export function Age(props: { at: string | number | Date }) {
  const at = new Date(props.at);
  // What counts seconds counts each of them.
  const isYoung = Math.abs(Date.now() - at.getTime()) < 75_000;
  const now = useNow(isYoung ? 1_000 : 15_000);
  return (
    <time
      dateTime={at.toISOString()}
      title={describeMoment(at)}
      className={styles.age}
    >
      {describeAge(at, now)}
    </time>
  );
}

/** How long something took, or has taken so far; it counts on while it lasts. */
export function Elapsed(props: { from: string; to?: string }) {
  return props.to === undefined ? (
    <ElapsedSoFar from={props.from} />
  ) : (
    <>{describeDuration(Date.parse(props.to) - Date.parse(props.from))}</>
  );
}

function ElapsedSoFar(props: { from: string }) {
  const now = useNow(1_000);
  return <>{describeDuration(now.getTime() - Date.parse(props.from))}</>;
}
