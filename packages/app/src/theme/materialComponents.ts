import type { UnifiedThemeOptions } from '@backstage/theme';
import { pluginComponents } from './pluginComponents';

const line = '1px solid var(--sd-line)';

/**
 * Overrides of single Material components and of the stock components named `Backstage…`. They refer
 * to the CSS variables of tokens.css, so the same list serves both modes.
 */
export const materialComponents: UnifiedThemeOptions['components'] = {
  MuiCssBaseline: { styleOverrides: {} },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: {
      root: { backgroundImage: 'unset' },
      rounded: { borderRadius: 10 },
      elevation0: { boxShadow: 'none' },
      elevation1: { boxShadow: 'none', border: line },
      elevation2: { boxShadow: 'none', border: line },
      elevation4: { boxShadow: 'none', border: line },
      elevation8: { border: line, boxShadow: 'var(--sd-shadow)' },
      elevation16: { border: line, boxShadow: 'var(--sd-shadow)' },
      elevation24: { border: line, boxShadow: 'var(--sd-shadow)' },
    },
  },
  MuiCard: {
    styleOverrides: {
      root: {
        display: 'flex',
        flexDirection: 'column',
        border: line,
        borderRadius: 10,
        boxShadow: 'none',
      },
    },
  },
  MuiCardHeader: {
    styleOverrides: {
      root: { padding: '14px 16px 0' },
      title: { fontSize: 14, fontWeight: 600 },
      subheader: { fontSize: 12.5 },
    },
  },
  MuiCardContent: {
    styleOverrides: { root: { flexGrow: 1, padding: '12px 16px 16px' } },
  },
  MuiCardActions: { styleOverrides: { root: { justifyContent: 'flex-end' } } },
  MuiDivider: {
    styleOverrides: { root: { backgroundColor: 'var(--sd-line)' } },
  },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: {
      root: {
        borderRadius: 8,
        textTransform: 'none',
        fontSize: 13,
        fontWeight: 600,
        letterSpacing: 0,
        padding: '5px 12px',
        minHeight: 32,
      },
      text: { padding: '5px 8px' },
      contained: { boxShadow: 'none', '&:hover': { boxShadow: 'none' } },
      outlined: {
        borderColor: 'var(--sd-line-2)',
        color: 'var(--sd-fg)',
        padding: '4px 12px',
      },
    },
  },
  MuiIconButton: { styleOverrides: { root: { borderRadius: 8, padding: 8 } } },
  MuiTypography: {
    styleOverrides: {
      button: { textTransform: 'none', letterSpacing: 0, fontSize: 13 },
      overline: { textTransform: 'none', letterSpacing: 0, fontSize: 12.5 },
      body1: { fontSize: 14, letterSpacing: 0, lineHeight: 1.5 },
      body2: { fontSize: 14, letterSpacing: 0, lineHeight: 1.45 },
      subtitle1: { fontSize: 14, letterSpacing: 0 },
      subtitle2: { fontSize: 13, letterSpacing: 0 },
      caption: { fontSize: 12.5, letterSpacing: 0 },
    },
  },
  MuiLink: { defaultProps: { underline: 'hover' } },
  MuiChip: {
    styleOverrides: {
      root: {
        height: 24,
        borderRadius: 6,
        marginRight: 6,
        marginBottom: 6,
        backgroundColor: 'var(--sd-unk-soft)',
        color: 'var(--sd-fg-2)',
      },
      outlined: { borderColor: 'var(--sd-line-2)' },
      label: { fontSize: 12.5, fontWeight: 500, lineHeight: '20px' },
      labelSmall: { fontSize: 12 },
      deleteIcon: { width: 18, height: 18, margin: '0 4px 0 -4px' },
    },
  },
  MuiTabs: {
    styleOverrides: {
      root: { minHeight: 36 },
      indicator: { height: 2, backgroundColor: 'var(--sd-primary)' },
    },
  },
  MuiTab: {
    styleOverrides: {
      root: {
        color: 'var(--sd-fg-2)',
        minHeight: 36,
        minWidth: '0 !important',
        padding: '6px 12px',
        textTransform: 'none',
        letterSpacing: 0,
        fontSize: 14,
        fontWeight: 500,
        opacity: 1,
        '&:hover': { color: 'var(--sd-fg)' },
      },
    },
  },
  MuiTableRow: {
    styleOverrides: {
      root: {
        backgroundColor: 'transparent',
        '&:nth-of-type(odd)': { backgroundColor: 'transparent' },
      },
      hover: {
        '&:hover': { cursor: 'pointer', backgroundColor: 'var(--sd-hover)' },
      },
    },
  },
  MuiTableCell: {
    styleOverrides: {
      root: {
        borderBottom: line,
        fontSize: 13,
        lineHeight: 1.4,
        padding: '8px 12px',
        verticalAlign: 'middle',
        wordBreak: 'break-word',
        overflow: 'hidden',
      },
      head: {
        color: 'var(--sd-fg-2)',
        fontSize: 12.5,
        fontWeight: 600,
        lineHeight: 1.4,
      },
    },
  },
  MuiOutlinedInput: {
    styleOverrides: {
      root: { borderRadius: 8, backgroundColor: 'var(--sd-surface)' },
      notchedOutline: { borderColor: 'var(--sd-control)' },
    },
  },
  MuiInputBase: { styleOverrides: { root: { fontSize: 14 } } },
  MuiFormLabel: { styleOverrides: { root: { color: 'var(--sd-fg-2)' } } },
  MuiTooltip: {
    styleOverrides: {
      tooltip: {
        backgroundColor: 'var(--sd-fg)',
        color: 'var(--sd-surface)',
        fontSize: 12,
        fontWeight: 500,
        borderRadius: 6,
      },
    },
  },
  MuiAccordion: {
    styleOverrides: { root: { '&:before': { display: 'none' } } },
  },
  MuiMenuItem: {
    styleOverrides: {
      root: {
        fontSize: 14,
        '&:focus': { backgroundColor: 'var(--sd-hover)' },
      },
    },
  },
  MuiGrid: { defaultProps: { spacing: 2 } },
  MuiSwitch: { defaultProps: { color: 'primary' } },
  BackstagePage: {
    styleOverrides: {
      root: { height: 'auto', minHeight: '100%', overflowY: 'visible' },
    },
  },
  BackstageContent: {
    styleOverrides: {
      root: {
        padding: '0 28px 28px',
        '@media (min-width:600px)': { paddingLeft: 28, paddingRight: 28 },
        '@media (max-width:699px)': { paddingLeft: 14, paddingRight: 14 },
      },
    },
  },
  BackstageSelectInputBase: {
    styleOverrides: {
      input: {
        borderRadius: 8,
        borderColor: 'var(--sd-control)',
        fontSize: 14,
        padding: '8px 26px 8px 12px',
      },
    },
  },
  BackstageHeader: {
    styleOverrides: {
      header: {
        backgroundColor: 'transparent',
        backgroundImage: 'none',
        boxShadow: 'none',
        padding: '14px 28px 12px',
        zIndex: 1,
      },
      title: { fontSize: 22, fontWeight: 650, letterSpacing: '-0.01em' },
      subtitle: { color: 'var(--sd-fg-2)', opacity: 1 },
      type: { textTransform: 'none', letterSpacing: 0, opacity: 1 },
    },
  },
  BackstageHeaderTabs: {
    styleOverrides: {
      tabsWrapper: {
        backgroundColor: 'transparent',
        borderBottom: line,
        paddingLeft: 12,
      },
      defaultTab: {
        textTransform: 'none',
        fontSize: 14,
        fontWeight: 500,
        padding: '8px 12px',
      },
      tabRoot: { '&:hover': { backgroundColor: 'transparent' } },
    },
  },
  BackstageItemCardHeader: {
    styleOverrides: {
      root: {
        backgroundImage: 'none',
        color: 'var(--sd-fg)',
        padding: '16px 16px 4px',
      },
    },
  },
  BackstageIconLinkVertical: {
    styleOverrides: {
      label: { textTransform: 'none', letterSpacing: 0, fontSize: 12.5 },
    },
  },
  CatalogReactUserListPicker: {
    styleOverrides: {
      root: { backgroundColor: 'transparent', border: 'none', margin: 0 },
      title: {
        margin: '0 0 4px',
        textTransform: 'none',
        fontSize: 12.5,
        fontWeight: 600,
        color: 'var(--sd-fg-2)',
      },
      groupWrapper: { margin: '0 0 12px' },
      menuItem: { minHeight: 38 },
    },
  },
  BackstageErrorPageMicDrop: {
    styleOverrides: { micDrop: { display: 'none' } },
  },
  ...pluginComponents,
  BackstageInfoCard: {
    styleOverrides: { header: { padding: '14px 16px 10px' } },
  },
  BackstageTableToolbar: {
    styleOverrides: { root: { padding: '12px 8px 8px 16px' } },
  },
  BackstageTableHeader: {
    styleOverrides: {
      header: {
        textTransform: 'none',
        padding: '8px 12px',
        borderTop: 'none',
        borderBottom: line,
        color: 'var(--sd-fg-2)',
        fontSize: 12.5,
        fontWeight: 600,
      },
    },
  },
};
