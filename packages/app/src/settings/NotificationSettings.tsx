import { useCallback, useState } from 'react';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import type { NotificationSettings as Settings } from '@backstage/plugin-notifications-common';
import { Container, Switch } from '@backstage/ui';
import { EntityCard } from '../entity/EntityCard';
import { LoadedList } from '../entity/LoadedList';
import { useLoad } from '../feedback/useLoad';
import { withOrigin } from './withOrigin';
import styles from './settings.module.css';

/** The parts of the platform that write to people, as people call them. */
const origins: Record<string, string> = {
  'plugin:scaffolder': 'Creations',
  'plugin:releases': 'Releases',
  'plugin:access': 'Access',
  'plugin:catalog': 'Catalog',
};

/** What reaches the person, and on which way. */
export const NotificationSettings = () => {
  const notificationsApi = useApi(notificationsApiRef);
  const toastApi = useApi(toastApiRef);
  const [changed, setChanged] = useState<Settings>();
  const data = useLoad(
    useCallback(
      () => notificationsApi.getNotificationSettings(),
      [notificationsApi],
    ),
  );

  const save = async (settings: Settings) => {
    try {
      setChanged(await notificationsApi.updateNotificationSettings(settings));
    } catch (error) {
      toastApi.post({
        title: 'The setting could not be saved',
        description: String(error),
        status: 'danger',
      });
    }
  };

  return (
    <main>
      <Container>
        <LoadedList data={data}>
          {loaded => {
            const settings = changed ?? loaded;
            const channels = settings.channels.filter(
              channel => channel.origins.length > 0,
            );
            return channels.length ? (
              <div className={styles.columns}>
                {channels.map(channel => (
                  <EntityCard
                    key={channel.id}
                    title={
                      channel.id === 'Web' ? 'On this platform' : channel.id
                    }
                  >
                    <div className={styles.switches}>
                      {channel.origins.map(origin => (
                        <Switch
                          key={origin.id}
                          label={origins[origin.id] ?? origin.id}
                          isSelected={origin.enabled}
                          onChange={enabled =>
                            save(
                              withOrigin(
                                settings,
                                channel.id,
                                origin.id,
                                enabled,
                              ),
                            )
                          }
                        />
                      ))}
                    </div>
                  </EntityCard>
                ))}
              </div>
            ) : (
              <p className={styles.empty}>
                There is nothing to choose yet: what can be turned off is listed
                here once a part of the platform has written to you.
              </p>
            );
          }}
        </LoadedList>
      </Container>
    </main>
  );
};
