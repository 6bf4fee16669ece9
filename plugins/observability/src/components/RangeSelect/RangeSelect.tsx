import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import {
  defaultRangePreset,
  EntityLinksQuery,
  RangePreset,
  rangePresetSchema,
} from '@stagedoor/plugin-observability-common';
import { observabilityTranslationRef } from '../../translation';

const explicit = 'explicit';

const messages = {
  '15m': 'ranges.m15',
  '1h': 'ranges.h1',
  '6h': 'ranges.h6',
  '24h': 'ranges.h24',
  '7d': 'ranges.d7',
} as const satisfies Record<RangePreset, string>;

function formatTime(time: string): string {
  return new Date(time).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}

/** Chooses a range that ends now. A range with both ends, from the address of the page, is shown as long as it is kept. */
export function RangeSelect(props: {
  query: EntityLinksQuery;
  onChange: (range: RangePreset) => void;
  className?: string;
}) {
  const { query, onChange, className } = props;
  const { t } = useTranslationRef(observabilityTranslationRef);
  const { from, to } = query;
  const options: Array<{ id: string; label: string }> =
    rangePresetSchema.options.map(preset => ({
      id: preset,
      label: t(messages[preset]),
    }));
  if (from && to) {
    const label = t('ranges.explicit', {
      from: formatTime(from),
      to: formatTime(to),
    });
    options.unshift({ id: explicit, label });
  }
  return (
    <Select
      aria-label={t('ranges.label')}
      className={className}
      size="small"
      options={options}
      value={from && to ? explicit : (query.range ?? defaultRangePreset)}
      onChange={value => {
        const preset = rangePresetSchema.safeParse(value);
        if (preset.success) {
          onChange(preset.data);
        }
      }}
    />
  );
}
