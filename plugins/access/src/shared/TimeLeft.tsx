import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { describeDuration, describeMoment, useNow } from '@stagedoor/ui-parts';
import { accessTranslationRef } from '../translation';
import styles from './shared.module.css';

const soonMs = 10 * 60_000;

/** How long something still lasts; it counts down by the second, and stands out when little is left. */
export function TimeLeft(props: { until: string }) {
  const { t } = useTranslationRef(accessTranslationRef);
  const now = useNow(1_000);
  const until = new Date(props.until);
  const left = until.getTime() - now.getTime();
  return (
    <time
      className={styles.left}
      data-soon={left < soonMs || undefined}
      dateTime={until.toISOString()}
      title={describeMoment(until)}
    >
      {left > 0
        ? t('shared.left', { duration: describeDuration(left) })
        : t('shared.over')}
    </time>
  );
}
