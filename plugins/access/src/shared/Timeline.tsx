import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccessRequest } from '@stagedoor/plugin-access-common';
import { Age, Card, PersonName } from '@stagedoor/ui-parts';
import { accessTranslationRef } from '../translation';
import styles from './shared.module.css';

/** What happened, newest first; it is told oldest first. */
export function Timeline(props: { entries: AccessRequest['timeline'] }) {
  const { t } = useTranslationRef(accessTranslationRef);
  const entries = props.entries.toReversed();
  return (
    <Card title={t('shared.timeline')}>
      <ol className={styles.list}>
        {entries.map(({ at, by, text }) => (
          <li key={`${at} ${text}`} className={styles.stacked}>
            <span>{text}</span>
            <small>
              {by ? <PersonName entityRef={by} /> : t('shared.platform')},{' '}
              <Age at={at} />
            </small>
          </li>
        ))}
      </ol>
    </Card>
  );
}
