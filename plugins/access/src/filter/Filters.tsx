import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import { sessionStateSchema } from '@stagedoor/plugin-access-common';
import { EntityFilter } from '@stagedoor/ui-parts';
import { accessTranslationRef } from '../translation';
import { filterTranslationRef } from './translation';
import type { FilterValues } from './useFiltersInUrl';
import styles from './filter.module.css';

const any = 'any';
const ends = sessionStateSchema.exclude(['active']);

/** Narrows lists to a person, to a host, and sessions to how they ended. */
export function Filters(props: {
  value: FilterValues;
  /** How sessions ended can be chosen, too. */
  withEnd?: boolean;
  onChange: (value: FilterValues) => void;
}) {
  const { value, withEnd, onChange } = props;
  const { t } = useTranslationRef(filterTranslationRef);
  const { t: tAccess } = useTranslationRef(accessTranslationRef);
  const isNarrowed = Object.values(value).some(Boolean);
  return (
    <div className={styles.filters} role="group" aria-label={t('label')}>
      <EntityFilter
        kind="user"
        label={t('person')}
        value={value.person}
        onChange={person => onChange({ ...value, person })}
      />
      <EntityFilter
        kind="resource"
        type="host"
        label={t('host')}
        value={value.host}
        onChange={host => onChange({ ...value, host })}
      />
      {withEnd ? (
        <Select
          aria-label={t('end')}
          size="small"
          options={[
            { id: any, label: t('anyEnd') },
            ...ends.options.map(state => ({
              id: state,
              label: tAccess(`session.state.${state}`),
            })),
          ]}
          selectedKey={value.end ?? any}
          onSelectionChange={key => {
            const end = ends.safeParse(key);
            onChange({ ...value, end: end.success ? end.data : undefined });
          }}
        />
      ) : null}
      {isNarrowed ? (
        <Button variant="tertiary" size="small" onPress={() => onChange({})}>
          {t('clear')}
        </Button>
      ) : null}
    </div>
  );
}
