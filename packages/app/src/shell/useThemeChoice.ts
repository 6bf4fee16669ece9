import { useEffect, useState } from 'react';
import { appThemeApiRef, useApi } from '@backstage/frontend-plugin-api';

/** Which theme the person chose; `system` follows the device. */
export type ThemeChoice = 'light' | 'dark' | 'system';

export function useThemeChoice(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const appThemeApi = useApi(appThemeApiRef);
  const [id, setId] = useState(appThemeApi.getActiveThemeId());

  useEffect(() => {
    const subscription = appThemeApi.activeThemeId$().subscribe(setId);
    return () => subscription.unsubscribe();
  }, [appThemeApi]);

  return [
    id === 'light' || id === 'dark' ? id : 'system',
    choice =>
      appThemeApi.setActiveThemeId(choice === 'system' ? undefined : choice),
  ];
}
