import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MatrixHost } from '@stagedoor/plugin-releases-common';
import { EntityName } from '@stagedoor/ui-parts';
import { useId } from 'react';
import { VersionName } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import styles from './request.module.css';

/** All hosts of an environment, or those that are ticked, with what each runs now. */
export function HostChoice(props: {
  hosts: readonly MatrixHost[];
  /** Refs of those that are chosen; absent for all. */
  value: readonly string[] | undefined;
  onChange: (refs: string[] | undefined) => void;
}) {
  const { hosts, value, onChange } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const name = useId();
  const toggle = (ref: string, isChosen: boolean) =>
    onChange(
      hosts
        .map(host => host.ref)
        .filter(other => (other === ref ? isChosen : value?.includes(other))),
    );
  return (
    <fieldset className={styles.hosts}>
      <legend>{t('request.hosts.legend')}</legend>
      <div className={styles.scopes}>
        <label>
          <input
            type="radio"
            name={name}
            checked={value === undefined}
            onChange={() => onChange(undefined)}
          />
          {t('request.hosts.all', { total: String(hosts.length) })}
        </label>
        <label>
          <input
            type="radio"
            name={name}
            checked={value !== undefined}
            onChange={() => onChange([])}
          />
          {t('request.hosts.only')}
        </label>
      </div>
      {value ? (
        <div
          role="group"
          aria-label={t('request.hosts.which')}
          className={styles.hostList}
        >
          {hosts.map(host => (
            <label key={host.ref} className={styles.choice}>
              <input
                type="checkbox"
                checked={value.includes(host.ref)}
                onChange={event => toggle(host.ref, event.target.checked)}
              />
              <span className={styles.hostLine}>
                <EntityName entityRef={host.ref} isPlain />
                {host.version ? (
                  <VersionName version={host.version} isShort />
                ) : (
                  <small>{t('hosts.never')}</small>
                )}
              </span>
            </label>
          ))}
        </div>
      ) : null}
    </fieldset>
  );
}
