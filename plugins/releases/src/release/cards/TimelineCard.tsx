import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Release } from '@stagedoor/plugin-releases-common';
import { Age, Card, PersonName } from '@stagedoor/ui-parts';
import { useState } from 'react';
import { ReleaseText } from '../../shared/ReleaseText';
import { releasePageTranslationRef } from '../translation';
import styles from './cards.module.css';

const shownAtFirst = 6;

/** What happened to the release, newest first; it is told oldest first. */
export function TimelineCard(props: { release: Release }) {
  const { timeline } = props.release;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const [isWhole, setWhole] = useState(false);
  const entries = timeline.toReversed();
  const shown = isWhole ? entries : entries.slice(0, shownAtFirst);
  return (
    <Card title={t('cards.timeline')}>
      {shown.length > 0 ? (
        <ol className={styles.list}>
          {shown.map(entry => (
            <li key={`${entry.at} ${entry.text}`}>
              <span>
                <ReleaseText text={entry.text} />
              </span>
              <small>
                {entry.by ? (
                  <PersonName entityRef={entry.by} />
                ) : (
                  t('cards.platform')
                )}
                , <Age at={entry.at} />
              </small>
            </li>
          ))}
        </ol>
      ) : (
        <p className={styles.small}>{t('cards.timelineEmpty')}</p>
      )}
      {entries.length > shown.length ? (
        <Button variant="tertiary" size="small" onPress={() => setWhole(true)}>
          {t('cards.timelineMore', { total: String(entries.length) })}
        </Button>
      ) : null}
    </Card>
  );
}
