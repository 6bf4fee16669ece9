import { useEffect, useState } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { useSignal } from '@backstage/plugin-signals-react';

/**
 * How many notifications the person has not read. Asked again when the server signals a change and
 * when the person comes back to the window; a failure shows no number rather than a wrong one.
 */
export function useUnreadCount(): number {
  const notificationsApi = useApiHolder().get(notificationsApiRef);
  const { lastSignal } = useSignal('notifications');
  const [count, setCount] = useState(0);

  useEffect(() => {
    if (!notificationsApi) {
      return undefined;
    }
    let mounted = true;
    const refresh = async () => {
      try {
        const status = await notificationsApi.getStatus();
        if (mounted) {
          setCount(status.unread);
        }
      } catch {
        if (mounted) {
          setCount(0);
        }
      }
    };
    void refresh();
    window.addEventListener('focus', refresh);
    return () => {
      mounted = false;
      window.removeEventListener('focus', refresh);
    };
  }, [notificationsApi, lastSignal]);

  return count;
}
