import { useSyncExternalStore, type ReactNode } from 'react';
import { UnifiedThemeProvider } from '@backstage/theme';
import { useThemeChoice } from '../shell/useThemeChoice';
import { createMaterialTheme } from './materialTheme';
import { darkPalette, lightPalette } from './palette';

const light = createMaterialTheme('light', lightPalette);
const dark = createMaterialTheme('dark', darkPalette);

/** The name that the page carries in `data-theme-name`. */
const themeName = 'stagedoor';

const prefersDark = '(prefers-color-scheme: dark)';

/**
 * Draws the page in the theme that is chosen. One for all themes: if each had its own, React would make the page anew
 * when the theme changes, be it the device's own doing at dusk, and what was typed into a form would be lost.
 */
export function ThemeProvider(props: { children?: ReactNode }) {
  const [choice] = useThemeChoice();
  const isDarkOutside = useSyncExternalStore(listen, readPreference);
  const isDark = choice === 'system' ? isDarkOutside : choice === 'dark';
  return (
    <UnifiedThemeProvider theme={isDark ? dark : light} themeName={themeName}>
      {props.children}
    </UnifiedThemeProvider>
  );
}

function listen(onChange: () => void): () => void {
  const query = window.matchMedia?.(prefersDark);
  query?.addEventListener('change', onChange);
  return () => query?.removeEventListener('change', onChange);
}

function readPreference(): boolean {
  return window.matchMedia?.(prefersDark).matches ?? false;
}
