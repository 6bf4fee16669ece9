import { UnifiedThemeProvider } from '@backstage/theme';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import { createMaterialTheme } from './materialTheme';
import { darkPalette, lightPalette } from './palette';

const light = createMaterialTheme('light', lightPalette);
const dark = createMaterialTheme('dark', darkPalette);

/** The name that the page carries in `data-theme-name`. */
const themeName = 'stagedoor';

/** Replaces the stock light theme. */
export const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <RiSunLine size={20} />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={light} themeName={themeName}>
          {children}
        </UnifiedThemeProvider>
      ),
    },
  },
});

/** Replaces the stock dark theme. */
export const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <RiMoonLine size={20} />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={dark} themeName={themeName}>
          {children}
        </UnifiedThemeProvider>
      ),
    },
  },
});
