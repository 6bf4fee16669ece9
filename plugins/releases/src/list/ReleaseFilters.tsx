import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import {
  releaseLifecycle,
  releaseStateSchema,
} from '@stagedoor/plugin-releases-common';
import { EntityFilter, useLoad } from '@stagedoor/ui-parts';
import { useCallback } from 'react';
import { releasesApiRef } from '../api/releasesApiRef';
import { releasesTranslationRef } from '../translation';
import type { ReleaseFilterValues } from './useFiltersInUrl';
import styles from './list.module.css';

const all = 'all';

/** Narrows a list of releases. */
export function ReleaseFilters(props: {
  filters: ReleaseFilterValues;
  onChange: (filters: ReleaseFilterValues) => void;
}) {
  const { filters, onChange } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const api = useApi(releasesApiRef);
  const environments = useLoad(
    useCallback(signal => api.listEnvironments(signal), [api]),
  );
  return (
    <div
      className={styles.filters}
      role="group"
      aria-label={t('filters.label')}
    >
      <EntityFilter
        kind="component"
        label={t('filters.component')}
        value={filters.component}
        onChange={component => onChange({ ...filters, component })}
      />
      <Select
        aria-label={t('filters.environment')}
        size="small"
        options={[
          { id: all, label: t('filters.anyEnvironment') },
          ...(environments.value?.items ?? []).map(({ name, title }) => ({
            id: name,
            label: title,
          })),
        ]}
        selectedKey={filters.environment ?? all}
        onSelectionChange={key =>
          onChange({
            ...filters,
            environment: key === all || key === null ? undefined : String(key),
          })
        }
      />
      <Select
        aria-label={t('filters.state')}
        size="small"
        options={[
          { id: all, label: t('filters.anyState') },
          ...releaseStateSchema.options.map(state => ({
            id: state,
            label: releaseLifecycle.states[state].title,
          })),
        ]}
        selectedKey={filters.state?.at(0) ?? all}
        onSelectionChange={key => {
          const state = releaseStateSchema.safeParse(key);
          onChange({
            ...filters,
            state: state.success ? [state.data] : undefined,
          });
        }}
      />
      <EntityFilter
        kind="user"
        label={t('filters.person')}
        value={filters.requestedBy}
        onChange={requestedBy => onChange({ ...filters, requestedBy })}
      />
      {Object.values(filters).some(Boolean) ? (
        <Button variant="tertiary" size="small" onPress={() => onChange({})}>
          {t('filters.clear')}
        </Button>
      ) : null}
    </div>
  );
}
