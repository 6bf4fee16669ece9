import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { releasesTranslationRef } from '../translation';
import styles from './component.module.css';

/** Says what is wrong with the pipeline, each message in a line of its own. */
export function PipelineProblem(props: { problem: string }) {
  const { t } = useTranslationRef(releasesTranslationRef);
  const lines = props.problem.split(/\n+|;\s+(?=spec[.[])/).filter(Boolean);
  return (
    <section role="alert" className={styles.problem}>
      <h3>{t('problem.title')}</h3>
      <ul>
        {lines.map(line => (
          <li key={line}>
            <code>{line}</code>
          </li>
        ))}
      </ul>
      <p>{t('problem.mend')}</p>
    </section>
  );
}
