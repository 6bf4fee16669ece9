import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Chip } from '@stagedoor/ui-parts';
import styles from './LogPanel.module.css';
import type { LogSnapshot } from './LogStore';
import { logTranslationRef } from './translation';
import type { LogPosition } from './useLogPosition';

/** Whether the end of the log is followed, what came meanwhile if not, and a way to switch. */
export function FollowChip(props: { log: LogSnapshot; position: LogPosition }) {
  const { log, position } = props;
  const { t } = useTranslationRef(logTranslationRef);
  const { isFollowing, unseen, toggle, follow } = position;
  if (log.isEnded) {
    return isFollowing ? (
      <Chip tone="idle">{t('follow.ended', { count: log.newest })}</Chip>
    ) : (
      <button
        type="button"
        className={styles.chip}
        onClick={() => follow(true)}
      >
        <Chip tone="idle">{t('follow.toEnd')}</Chip>
      </button>
    );
  }
  const isBehind = log.connection === 'polling';
  const offLabel =
    unseen > 0 ? t('follow.new', { count: unseen }) : t('follow.off');
  const onLabel = isBehind ? t('follow.polling') : t('follow.on');
  return (
    <>
      {log.connection === 'waiting' ? (
        <Chip tone="warn" title={log.problem?.message}>
          {t('follow.reconnecting')}
        </Chip>
      ) : null}
      <button
        type="button"
        className={styles.chip}
        aria-pressed={isFollowing}
        title={isBehind ? t('follow.pollingWhy') : undefined}
        onClick={toggle}
      >
        <Chip tone={isFollowing || unseen > 0 ? 'run' : 'idle'}>
          {isFollowing ? onLabel : offLabel}
        </Chip>
      </button>
    </>
  );
}
