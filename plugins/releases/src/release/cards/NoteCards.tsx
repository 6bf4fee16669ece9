import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Release } from '@stagedoor/plugin-releases-common';
import { Card } from '@stagedoor/ui-parts';
import { releasePageTranslationRef } from '../translation';
import { isOver } from '../useRelease';
import styles from './cards.module.css';

/** What happens when it goes wrong, as long as it can, and why it was asked for. */
export function NoteCards(props: { release: Release }) {
  const { release } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  return (
    <>
      {isOver(release) ? null : (
        <Card title={t('cards.ifItFails')}>
          <p className={styles.small}>{release.ifItFails}</p>
        </Card>
      )}
      {release.reason ? (
        <Card title={t('cards.reason')}>
          <p className={styles.small}>{release.reason}</p>
        </Card>
      ) : null}
    </>
  );
}
