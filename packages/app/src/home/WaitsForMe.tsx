import { useCallback } from 'react';
import { isError } from '@backstage/errors';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import type { Notification } from '@backstage/plugin-notifications-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { useSignal } from '@backstage/plugin-signals-react';
import { Link } from '@backstage/ui';
import { Age, Chip, NamedText } from '@stagedoor/ui-parts';
import { Empty } from './Empty';
import { Section } from './Section';
import { selectWaiting, type Waiting } from './selectWaiting';
import { useLoad } from '../feedback/useLoad';
import styles from './home.module.css';

const shown = 6;

/** Who may not run templates has started none. */
function noneIfDenied(error: unknown): { tasks: [] } {
  if (
    isError(error) &&
    isError(error.cause) &&
    error.cause.name === 'NotAllowedError'
  ) {
    return { tasks: [] };
  }
  throw error;
}

/** Approvals of releases and of access are decided in parts of their own, which know whether they still wait. */
function isNotDecidedAbove({ origin, payload }: Notification): boolean {
  return !(
    (origin === 'plugin:releases' && payload.topic === 'approvals') ||
    (origin === 'plugin:access' && payload.topic === 'access-reviews')
  );
}

/** Unread notifications, and the person's own creations that run or failed. */
export const WaitsForMe = () => {
  const notificationsApi = useApi(notificationsApiRef);
  const scaffolderApi = useApi(scaffolderApiRef);
  const notificationsPage = useRouteRef(notificationsPlugin.routes.root);
  const taskPage = useRouteRef(scaffolderPlugin.routes.ongoingTask);
  const { lastSignal } = useSignal('notifications');

  const data = useLoad(
    useCallback(async () => {
      const [unread, tasks] = await Promise.all([
        notificationsApi.getNotifications({ read: false, limit: shown }),
        scaffolderApi
          .listTasks({ filterByOwnership: 'owned', limit: 20 })
          .catch(noneIfDenied),
      ]);
      return selectWaiting(
        unread.notifications.filter(isNotDecidedAbove),
        tasks.tasks,
        new Date(),
        taskId => taskPage?.({ taskId }),
      ).slice(0, shown);
    }, [notificationsApi, scaffolderApi, taskPage]),
    lastSignal,
  );

  return (
    <Section
      title="What is new"
      more={{ title: 'All notifications', href: notificationsPage?.() }}
      data={data}
    >
      {waiting =>
        waiting.length ? (
          <ul className={styles.list}>
            {waiting.map(item => (
              <WaitingLine key={item.id} item={item} />
            ))}
          </ul>
        ) : (
          <Empty>
            Nothing is new. Notifications you have not read and services you are
            creating show up here.
          </Empty>
        )
      }
    </Section>
  );
};

const WaitingLine = (props: { item: Waiting }) => {
  const { item } = props;
  return (
    <li className={styles.line}>
      <span className={styles.status}>
        <Chip tone={item.tone}>{item.word}</Chip>
      </span>
      <span className={styles.lineText}>
        {item.href ? <Link href={item.href}>{item.title}</Link> : item.title}
        {item.detail ? (
          <small>
            <NamedText text={item.detail} isPlain />
          </small>
        ) : null}
      </span>
      <span className={styles.age}>
        <Age at={item.at} />
      </span>
    </li>
  );
};
