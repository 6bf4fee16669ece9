import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, SearchField } from '@backstage/ui';
import { useState } from 'react';
import { accessTranslationRef } from '../translation';
import type { HostOption } from './HostOption';
import { askTranslationRef } from './translation';
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
      <legend>
        {t('ask.hosts')} <span aria-hidden>{t('ask.required')}</span>
      </legend>
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
          <HostsOfEnvironment
            key={environment}
            environment={environment}
            options={shown.filter(option => option.environment === environment)}
            value={value}
            isPart={wanted !== ''}
            onChange={onChange}
          />
        ))}
        {shown.length === 0 ? <p>{t('ask.noHostMatches')}</p> : null}
      </div>
    </fieldset>
  );
}

function HostsOfEnvironment(props: {
  environment: string;
  options: readonly HostOption[];
  value: readonly string[];
  /** There are others that are not listed: these are not all. */
  isPart: boolean;
  onChange: (hosts: string[]) => void;
}) {
  const { environment, options, value, isPart, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const { t: tAsk } = useTranslationRef(askTranslationRef);
  const refs = options.map(({ ref }) => ref);
  const chosen = refs.filter(ref => value.includes(ref));
  const others = value.filter(ref => !refs.includes(ref));
  return (
    <div role="group" aria-label={environment || t('ask.noEnvironment')}>
      <small>{environment || t('ask.noEnvironment')}</small>
      {refs.length > 1 && !isPart ? (
        <Checkbox
          isSelected={chosen.length === refs.length}
          isIndeterminate={chosen.length > 0 && chosen.length < refs.length}
          onChange={areChosen =>
            onChange(areChosen ? [...others, ...refs] : others)
          }
        >
          {environment ? tAsk('allOf', { environment }) : tAsk('allOfNone')}
        </Checkbox>
      ) : null}
      {options.map(({ ref, name }) => (
        <Checkbox
          key={ref}
          isSelected={value.includes(ref)}
          onChange={isChosen =>
            onChange(
              isChosen
                ? [...value, ref]
                : value.filter(candidate => candidate !== ref),
            )
          }
        >
          {name}
        </Checkbox>
      ))}
    </div>
  );
}
