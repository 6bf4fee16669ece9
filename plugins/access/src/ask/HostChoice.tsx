import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, SearchField } from '@backstage/ui';
import { useState } from 'react';
import { accessTranslationRef } from '../translation';
import type { HostOption } from './HostOption';
import styles from './ask.module.css';

/** More hosts than this can be searched. */
const searchable = 8;

/** Hosts by environment, of which any can be chosen. */
export function HostChoice(props: {
  options: readonly HostOption[];
  value: readonly string[];
  onChange: (hosts: string[]) => void;
}) {
  const { options, value, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const shown = options.filter(
    ({ ref, name, environment }) =>
      value.includes(ref) ||
      name.toLocaleLowerCase().includes(wanted) ||
      environment.toLocaleLowerCase().includes(wanted),
  );
  const environments = [...new Set(shown.map(option => option.environment))];
  return (
    <fieldset className={styles.field}>
      <legend>{t('ask.hosts')}</legend>
      {options.length > searchable ? (
        <SearchField
          aria-label={t('ask.searchHosts')}
          placeholder={t('ask.searchHosts')}
          size="small"
          value={search}
          onChange={setSearch}
        />
      ) : null}
      <div className={styles.hosts}>
        {environments.map(environment => (
          <div
            key={environment}
            role="group"
            aria-label={environment || t('ask.noEnvironment')}
          >
            <small>{environment || t('ask.noEnvironment')}</small>
            {shown
              .filter(option => option.environment === environment)
              .map(({ ref, name }) => (
                <Checkbox
                  key={ref}
                  isSelected={value.includes(ref)}
                  onChange={isChosen =>
                    onChange(
                      isChosen
                        ? [...value, ref]
                        : value.filter(chosen => chosen !== ref),
                    )
                  }
                >
                  {name}
                </Checkbox>
              ))}
          </div>
        ))}
        {shown.length === 0 ? <p>{t('ask.noHostMatches')}</p> : null}
      </div>
    </fieldset>
  );
}
