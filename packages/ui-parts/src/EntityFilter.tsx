import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Combobox } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { useEntityName } from './useEntityName';
import { useLoad } from './useLoad';
import { useSettled } from './useSettled';

const offered = 20;
const patienceMs = 200;

/** Narrows a list to one thing of the catalog, which is found by typing. */
export function EntityFilter(props: {
  kind: 'component' | 'resource' | 'user';
  /** Of that kind only those of this type. */
  type?: string;
  label: string;
  /** Entity ref. */
  value: string | undefined;
  onChange: (ref: string | undefined) => void;
}) {
  const { kind, type, label, value, onChange } = props;
  const catalogApi = useApi(catalogApiRef);
  const name = useEntityName(value) ?? '';
  const [typed, setTyped] = useState(name);
  const [known, setKnown] = useState(name);
  const term = useSettled(typed.trim(), patienceMs);
  // The address may change from outside: by a link, or by clearing all filters.
  if (known !== name) {
    setKnown(name);
    setTyped(name);
  }

  const found = useLoad(
    useCallback(
      () =>
        catalogApi.queryEntities({
          filter: { kind, ...(type && { 'spec.type': type }) },
          ...(term && {
            fullTextFilter: {
              term,
              fields: [
                'metadata.name',
                'metadata.title',
                'spec.profile.displayName',
              ],
            },
          }),
          fields: [
            'kind',
            'metadata.name',
            'metadata.namespace',
            'metadata.title',
            'spec.profile.displayName',
          ],
          orderFields: { field: 'metadata.name', order: 'asc' },
          limit: offered,
        }),
      [catalogApi, kind, type, term],
    ),
  );
  return (
    <Combobox
      aria-label={label}
      placeholder={label}
      size="small"
      options={(found.value?.items ?? []).map(entity => ({
        id: stringifyEntityRef(entity),
        label: nameOf(entity),
      }))}
      loading={{ state: found.isLoading ? 'filtering' : 'idle' }}
      search={{
        mode: 'server',
        inputValue: typed,
        onInputChange: text => {
          setTyped(text);
          if (text === '' && value !== undefined) {
            onChange(undefined);
          }
        },
      }}
      selectedKey={value ?? null}
      onSelectionChange={key => {
        if (key !== null && key !== value) {
          onChange(String(key));
        }
      }}
    />
  );
}

function nameOf(entity: Entity): string {
  const profile = entity.spec?.profile;
  const displayName =
    typeof profile === 'object' && profile && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof displayName === 'string'
    ? displayName
    : (entity.metadata.title ?? entity.metadata.name);
}
