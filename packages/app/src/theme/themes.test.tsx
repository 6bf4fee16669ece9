import { AppThemeSelector } from '@backstage/core-app-api';
import { appThemeApiRef } from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { darkTheme, lightTheme } from './themes';

it('keeps what was typed when the theme changes', async () => {
  const { theme } = ThemeBlueprint.dataRefs;
  const light = createExtensionTester(lightTheme).get(theme);
  const dark = createExtensionTester(darkTheme).get(theme);
  const themes = new AppThemeSelector([light, dark]);
  themes.setActiveThemeId('light');
  /** The page, in whatever the app draws it in with a theme. */
  const draw = ({ Provider }: typeof light) => (
    <TestApiProvider apis={[[appThemeApiRef, themes]]}>
      <Provider>
        <input aria-label="Reason" />
      </Provider>
    </TestApiProvider>
  );
  const view = render(draw(light));
  await userEvent.type(screen.getByLabelText('Reason'), 'PAY-311');
  expect(document.body).toHaveAttribute('data-theme-mode', 'light');

  act(() => themes.setActiveThemeId('dark'));
  view.rerender(draw(dark));
  expect(document.body).toHaveAttribute('data-theme-mode', 'dark');
  expect(screen.getByLabelText('Reason')).toHaveValue('PAY-311');
});
