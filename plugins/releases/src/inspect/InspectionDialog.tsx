import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  Inspection,
  MatrixEnvironment,
} from '@stagedoor/plugin-releases-common';
import {
  Age,
  Chip,
  EntityName,
  ErrorNote,
  Loading,
  Modal,
  type Tone,
  useLoad,
} from '@stagedoor/ui-parts';
import { useCallback } from 'react';
import { releasesApiRef } from '../api/releasesApiRef';
import { ErrorPanel } from '../shared/ErrorPanel';
import { releasesTranslationRef } from '../translation';
import styles from './inspect.module.css';

type Host = Inspection['hosts'][number];
type CheckState = Host['checks'][number]['state'];

const toneOfCheck: Readonly<Record<CheckState, Tone>> = {
  passed: 'ok',
  failed: 'bad',
  unknown: 'unk',
};

/** Looks whether the hosts of an environment are ready for a release. Nothing on them is changed. */
export function InspectionDialog(props: {
  component: string;
  environment: MatrixEnvironment;
  onClose: () => void;
}) {
  const { component, environment, onClose } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const api = useApi(releasesApiRef);
  const { name, title, hosts } = environment;
  const { value, error, isLoading, reload } = useLoad(
    useCallback(
      signal => api.inspectHosts({ component, environment: name }, signal),
      [api, component, name],
    ),
  );
  return (
    <Modal
      title={t('inspect.title', { environment: title })}
      width={620}
      onClose={onClose}
      footer={
        <>
          <Button variant="secondary" onPress={onClose}>
            {t('shared.close')}
          </Button>
          <Button variant="primary" isPending={isLoading} onPress={reload}>
            {t('inspect.again')}
          </Button>
        </>
      }
    >
      {value === undefined && error === undefined ? (
        <Loading
          label={t('inspect.loading', { count: hosts.length })}
          lines={hosts.length + 1}
        />
      ) : null}
      {value === undefined && error !== undefined ? (
        <ErrorPanel
          subject={t('inspect.subject')}
          error={error}
          onRetry={reload}
        />
      ) : null}
      {value ? (
        <>
          <ErrorNote error={error} lead={t('shared.stale')} />
          <p className={styles.verdict} role="status">
            {t(`inspect.verdict.${worstOf(value.hosts)}`)} <Age at={value.at} />
          </p>
          {value.hosts.map(host => (
            <HostChecks key={host.ref} host={host} />
          ))}
        </>
      ) : null}
    </Modal>
  );
}

/** Failed if anything failed, unknown if anything could not be told. */
function worstOf(hosts: readonly Host[]): CheckState {
  const states = hosts.flatMap(({ checks }) => checks.map(c => c.state));
  if (states.includes('failed')) {
    return 'failed';
  }
  return states.includes('unknown') || states.length === 0
    ? 'unknown'
    : 'passed';
}

function HostChecks(props: { host: Host }) {
  const { host } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  return (
    <section className={styles.host} aria-label={host.name}>
      <h3>
        <EntityName entityRef={host.ref} />
      </h3>
      <ul>
        {host.checks.map(check => (
          <li key={check.name}>
            <Chip tone={toneOfCheck[check.state]}>
              {t(`inspect.state.${check.state}`)}
            </Chip>
            <span>
              {check.name}
              <small>{check.detail}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
