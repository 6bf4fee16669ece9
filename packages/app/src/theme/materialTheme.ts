import {
  createUnifiedTheme,
  genPageTheme,
  type UnifiedTheme,
} from '@backstage/theme';
import { materialComponents } from './materialComponents';
import type { Palette } from './palette';

const sans =
  "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/**
 * The theme of the stock pages that still draw with Material components. It exists so that nobody can
 * tell such a page from one drawn with `@backstage/ui`.
 */
export function createMaterialTheme(
  mode: 'light' | 'dark',
  palette: Palette,
): UnifiedTheme {
  const page = genPageTheme({
    colors: [palette.app, palette.app],
    shape: 'none',
    options: { fontColor: palette.fg },
  });

  return createUnifiedTheme({
    fontFamily: sans,
    defaultPageTheme: 'home',
    pageTheme: { home: page },
    typography: {
      htmlFontSize: 16,
      fontFamily: sans,
      h1: { fontSize: 26, fontWeight: 650, marginBottom: 8 },
      h2: { fontSize: 22, fontWeight: 650, marginBottom: 8 },
      h3: { fontSize: 20, fontWeight: 650, marginBottom: 6 },
      h4: { fontSize: 18, fontWeight: 650, marginBottom: 6 },
      h5: { fontSize: 16, fontWeight: 600, marginBottom: 4 },
      h6: { fontSize: 14, fontWeight: 600, marginBottom: 2 },
    },
    palette: createPalette(mode, palette),
    components: materialComponents,
  });
}

function createPalette(mode: 'light' | 'dark', p: Palette) {
  return {
    type: mode,
    mode,
    background: { default: p.app, paper: p.surface },
    text: { primary: p.fg, secondary: p.fg2, disabled: p.fg3 },
    primary: {
      main: p.primary,
      dark: p.primaryStrong,
      contrastText: p.primaryFg,
    },
    secondary: { main: p.primary, contrastText: p.primaryFg },
    error: { main: p.bad },
    warning: { main: p.warn },
    info: { main: p.run },
    success: { main: p.ok },
    divider: p.line,
    action: { hover: p.hover, focus: p.hover, selected: p.primarySoft },
    status: {
      ok: p.ok,
      warning: p.warn,
      error: p.bad,
      running: p.run,
      pending: p.warn,
      aborted: p.unk,
    },
    bursts: {
      fontColor: p.fg,
      slackChannelText: p.fg2,
      backgroundColor: { default: p.surface },
      gradient: { linear: 'none' },
    },
    banner: {
      info: p.run,
      error: p.bad,
      text: p.surface,
      link: p.surface,
      closeButtonColor: p.surface,
      warning: p.warn,
    },
    border: p.line,
    textContrast: p.fg,
    textVerySubtle: p.line2,
    textSubtle: p.fg2,
    highlight: p.warnSoft,
    errorBackground: p.badSoft,
    warningBackground: p.warnSoft,
    infoBackground: p.runSoft,
    errorText: p.bad,
    infoText: p.run,
    warningText: p.warn,
    linkHover: p.primaryStrong,
    link: p.primary,
    gold: p.brand,
    navigation: {
      background: p.side,
      indicator: p.brand,
      color: p.sideFg,
      selectedColor: '#ffffff',
      navItem: { hoverBackground: p.side },
      submenu: { background: p.side },
    },
    pinSidebarButton: { icon: p.side, background: p.sideFg },
    tabbar: { indicator: p.primary },
  };
}
