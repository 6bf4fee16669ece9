import { DateTime } from 'luxon';

/** When something was, as its age; the moment and its zone on hover. */
export function Ago(props: { at: string }) {
  const moment = DateTime.fromISO(props.at);
  return (
    <time
      dateTime={props.at}
      title={moment.toLocaleString(DateTime.DATETIME_FULL)}
    >
      {moment.toRelative()}
    </time>
  );
}
