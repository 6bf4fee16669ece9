import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { releasesTranslationRef } from '../translation';
import styles from './Progress.module.css';

/** How many of its hosts a release has done: a bar, with the words for it. */
export function Progress(props: {
  hosts: { total: number; done: number; failed: number };
  /** What progresses, for those who do not see it. */
  label: string;
}) {
  const { total, done, failed } = props.hosts;
  const { t } = useTranslationRef(releasesTranslationRef);
  const words = t(failed > 0 ? 'shared.hostsFailed' : 'shared.hostsDone', {
    done: String(done),
    count: total,
    failed: String(failed),
  });
  return (
    <span className={styles.progress}>
      <progress
        max={Math.max(total, 1)}
        value={done}
        aria-label={props.label}
        data-failed={failed > 0 || undefined}
      />
      <small>{words}</small>
    </span>
  );
}
