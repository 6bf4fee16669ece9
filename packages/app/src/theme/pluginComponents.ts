/** Of libraries and plugins whose component names the theme's types do not list. */
export const pluginComponents = {
  MuiToggleButton: {
    styleOverrides: {
      root: { borderRadius: 8, textTransform: 'none', letterSpacing: 0 },
    },
  },
  PluginOrgComponentsGrid: {
    styleOverrides: {
      card: {
        borderRadius: 8,
        boxShadow: 'none',
        '&:hover': { boxShadow: 'none', borderColor: 'var(--sd-primary)' },
      },
      entityTypeBox: { background: 'var(--sd-raised)' },
    },
  },
  PluginCatalogGraphCustomNode: {
    styleOverrides: {
      node: {
        fill: 'var(--sd-surface)',
        stroke: 'var(--sd-line-2)',
        '&.primary': {
          fill: 'var(--sd-surface)',
          stroke: 'var(--sd-line-2)',
        },
        '&.secondary': {
          fill: 'var(--sd-primary-soft)',
          stroke: 'var(--sd-primary)',
        },
      },
      text: {
        fill: 'var(--sd-fg)',
        '&.primary': { fill: 'var(--sd-fg)' },
        '&.secondary': { fill: 'var(--sd-fg)' },
      },
    },
  },
};
