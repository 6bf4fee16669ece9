import { useCallback, useMemo } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { accessApiRef } from '@stagedoor/plugin-access';
import { releasesApiRef } from '@stagedoor/plugin-releases';
import type { WaitingCounts } from './frame';
import { useCount } from './useCount';

/** What waits for the person: notifications that were not read, releases and requests for access that they may approve. */
export function useWaitingCounts(): WaitingCounts {
  const apis = useApiHolder();
  const notificationsApi = apis.get(notificationsApiRef);
  const releasesApi = apis.get(releasesApiRef);
  const accessApi = apis.get(accessApiRef);
  const notifications = useCount(
    'notifications',
    useCallback(
      async () => (await notificationsApi?.getStatus())?.unread ?? 0,
      [notificationsApi],
    ),
  );
  const releases = useCount(
    'releases',
    useCallback(
      async () => (await releasesApi?.countReleases())?.waitsForMe ?? 0,
      [releasesApi],
    ),
  );
  const access = useCount(
    'access',
    useCallback(
      async () =>
        (await accessApi?.call('countAccess', { params: {} }))?.waitsForMe ?? 0,
      [accessApi],
    ),
  );
  return useMemo(
    () => ({
      'page:notifications': notifications,
      'page:releases': releases,
      'page:access': access,
    }),
    [notifications, releases, access],
  );
}
