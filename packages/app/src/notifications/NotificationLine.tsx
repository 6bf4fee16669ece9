import type { Notification } from '@backstage/plugin-notifications-common';
import { ButtonIcon, Link } from '@backstage/ui';
import { Age, Chip, NamedText } from '@stagedoor/ui-parts';
import {
  RiBookmarkFill,
  RiBookmarkLine,
  RiCheckLine,
  RiMailUnreadLine,
} from '@remixicon/react';
import { urgency } from '../home/selectWaiting';
import styles from './notifications.module.css';

interface NotificationLineProps {
  notification: Notification;
  onUpdate: (change: { read?: boolean; saved?: boolean }) => void;
}

/** One notification and what can be done with it. */
export const NotificationLine = (props: NotificationLineProps) => {
  const { notification, onUpdate } = props;
  const { payload, read, saved, created, updated } = notification;
  const { tone, word } = read
    ? { tone: 'idle' as const, word: 'Read' }
    : urgency(payload.severity);
  return (
    <li className={styles.line} data-read={Boolean(read)}>
      <Chip tone={tone}>{word}</Chip>
      <span className={styles.text}>
        {payload.link ? (
          <Link
            href={payload.link}
            className={styles.title}
            onClick={() => !read && onUpdate({ read: true })}
          >
            {payload.title}
          </Link>
        ) : (
          <span className={styles.title}>{payload.title}</span>
        )}
        {payload.description ? (
          <small>
            <NamedText text={payload.description} isPlain />
          </small>
        ) : null}
      </span>
      <span className={styles.age}>
        <Age at={updated ?? created} />
      </span>
      <span className={styles.actions}>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={
            read ? <RiMailUnreadLine size={16} /> : <RiCheckLine size={16} />
          }
          aria-label={
            read
              ? `Mark as unread: ${payload.title}`
              : `Mark as read: ${payload.title}`
          }
          onPress={() => onUpdate({ read: !read })}
        />
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={
            saved ? <RiBookmarkFill size={16} /> : <RiBookmarkLine size={16} />
          }
          aria-label={
            saved
              ? `Take from the saved: ${payload.title}`
              : `Save: ${payload.title}`
          }
          onPress={() => onUpdate({ saved: !saved })}
        />
      </span>
    </li>
  );
};
