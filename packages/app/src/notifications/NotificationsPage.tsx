import { useCallback, useEffect, useState } from 'react';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  notificationsApiRef,
  type UpdateNotificationsOptions,
} from '@backstage/plugin-notifications';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  Button,
  Container,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { LoadedList } from '../entity/LoadedList';
import { useLoad } from '../feedback/useLoad';
import { NotificationLine } from './NotificationLine';
import styles from './notifications.module.css';

const pageSize = 20;

const views = [
  {
    id: 'unread',
    title: 'Unread',
    query: { read: false },
    empty: 'You have read everything.',
  },
  {
    id: 'all',
    title: 'All',
    query: {},
    empty:
      'Nothing has arrived yet. Releases, access requests and creations write to you here.',
  },
  {
    id: 'saved',
    title: 'Saved',
    query: { saved: true },
    empty: 'Save a notification to find it here, read or not.',
  },
] as const;

/** What the platform has told the person. */
export const NotificationsPage = () => {
  const notificationsApi = useApi(notificationsApiRef);
  const toastApi = useApi(toastApiRef);
  const { lastSignal } = useSignal('notifications');
  const [viewId, setViewId] = useState<string>('unread');
  const [offset, setOffset] = useState(0);
  const [changes, setChanges] = useState(0);
  const view = views.find(({ id }) => id === viewId) ?? views[0];

  const data = useLoad(
    useCallback(
      () =>
        notificationsApi.getNotifications({
          ...view.query,
          offset,
          limit: pageSize,
          sort: 'created',
          sortOrder: 'desc',
        }),
      [notificationsApi, view, offset],
    ),
    `${changes} ${JSON.stringify(lastSignal)}`,
  );

  // Those of a later page may all have been read meanwhile.
  const isPastTheEnd =
    offset > 0 &&
    data.state === 'ready' &&
    data.value.notifications.length === 0;
  useEffect(() => {
    if (isPastTheEnd) {
      setOffset(0);
    }
  }, [isPastTheEnd]);

  const update = async (options: UpdateNotificationsOptions) => {
    try {
      await notificationsApi.updateNotifications(options);
      setChanges(n => n + 1);
    } catch (error) {
      toastApi.post({
        title: 'The notification could not be changed',
        description: String(error),
        status: 'danger',
      });
    }
  };

  return (
    <main>
      <Container>
        <div className={styles.controls}>
          <ToggleButtonGroup
            aria-label="Which notifications"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[view.id]}
            onSelectionChange={keys => {
              setViewId(String([...keys][0]));
              setOffset(0);
            }}
          >
            {views.map(({ id, title }) => (
              <ToggleButton key={id} id={id}>
                {title}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
        <LoadedList data={data}>
          {({ notifications, totalCount }) =>
            notifications.length ? (
              <>
                <ul className={styles.list}>
                  {notifications.map(notification => (
                    <NotificationLine
                      key={notification.id}
                      notification={notification}
                      onUpdate={change =>
                        update({ ids: [notification.id], ...change })
                      }
                    />
                  ))}
                </ul>
                <div className={styles.foot}>
                  <Button
                    variant="secondary"
                    size="small"
                    isDisabled={notifications.every(({ read }) => read)}
                    onPress={() =>
                      update({
                        ids: notifications.map(({ id }) => id),
                        read: true,
                      })
                    }
                  >
                    Mark these as read
                  </Button>
                  <span className={styles.range} role="status">
                    {offset + 1} to {offset + notifications.length} of{' '}
                    {totalCount}
                  </span>
                  <Button
                    variant="secondary"
                    size="small"
                    isDisabled={offset === 0}
                    onPress={() => setOffset(Math.max(0, offset - pageSize))}
                  >
                    Newer
                  </Button>
                  <Button
                    variant="secondary"
                    size="small"
                    isDisabled={offset + notifications.length >= totalCount}
                    onPress={() => setOffset(offset + pageSize)}
                  >
                    Older
                  </Button>
                </div>
              </>
            ) : (
              <p className={styles.empty}>{view.empty}</p>
            )
          }
        </LoadedList>
      </Container>
    </main>
  );
};
