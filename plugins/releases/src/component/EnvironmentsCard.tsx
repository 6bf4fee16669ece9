import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { ButtonLink, Link } from '@backstage/ui';
import type { MatrixEnvironment } from '@stagedoor/plugin-releases-common';
import { ErrorNote, Loading, useEntityName } from '@stagedoor/ui-parts';
import { useMatrix } from '../hooks/useMatrix';
import { writeRequest } from '../request/useRequestInUrl';
import { ErrorPanel } from '../shared/ErrorPanel';
import { nameVersion } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import { EnvironmentFrame } from './EnvironmentFrame';
import { EnvironmentVersion } from './EnvironmentVersion';
import { LastRelease } from './LastRelease';
import styles from './component.module.css';

/** What runs where, on the overview of a component; what to do about it is one press away. */
export function EnvironmentsCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(releasesTranslationRef);
  const name = useEntityName(entity);
  const {
    value: matrix,
    error,
    reload,
  } = useMatrix(stringifyEntityRef(entity));
  const entityPage = useRouteRef(entityRouteRef);
  const tab = `${entityPage?.(entityRouteParams(entity)) ?? ''}/releases`;

  if (!matrix) {
    return error === undefined ? (
      <div className={styles.card}>
        <Loading label={t('tab.loading')} />
      </div>
    ) : (
      <ErrorPanel
        subject={t('tab.subject', { component: name })}
        error={error}
        onRetry={reload}
      />
    );
  }
  if (!matrix.pipeline || matrix.environments.length === 0) {
    return (
      <section className={styles.card} aria-label={t('tab.title')}>
        <h3 className={styles.cardTitle}>{t('tab.title')}</h3>
        <p className={styles.lead}>
          {matrix.problem ? t('card.problem') : t('card.noPipeline')}{' '}
          <Link href={tab}>{t('card.how')}</Link>
        </p>
      </section>
    );
  }
  return (
    <section aria-label={t('card.title')}>
      <ErrorNote error={error} lead={t('shared.stale')} />
      <div className={styles.compact}>
        {matrix.environments.map(environment => (
          <CompactEnvironment
            key={environment.name}
            environment={environment}
            branch={matrix.branch}
            tab={tab}
          />
        ))}
      </div>
    </section>
  );
}

function CompactEnvironment(props: {
  environment: MatrixEnvironment;
  branch?: string;
  tab: string;
}) {
  const { environment, branch, tab } = props;
  const { name, title, actions, rollBackTargets } = environment;
  const { t } = useTranslationRef(releasesTranslationRef);
  const target = rollBackTargets.at(0);
  return (
    <EnvironmentFrame environment={environment}>
      <div>
        <EnvironmentVersion environment={environment} branch={branch} />
      </div>
      <LastRelease environment={environment} />
      <div className={styles.buttons}>
        {actions.release.allowed ? (
          <ButtonLink
            variant="secondary"
            size="small"
            href={`${tab}?${writeRequest({ kind: 'release', environment: name })}`}
            aria-label={t('action.releaseTo', { environment: title })}
          >
            {t('action.release')}
          </ButtonLink>
        ) : null}
        {actions.rollBack.allowed && target ? (
          <ButtonLink
            variant="secondary"
            size="small"
            href={`${tab}?${writeRequest({ kind: 'rollback', environment: name, version: target.version.commit })}`}
            aria-label={t('action.rollBackOn', { environment: title })}
          >
            {t('action.rollBackTo', { version: nameVersion(target.version) })}
          </ButtonLink>
        ) : null}
        {actions.release.allowed || actions.rollBack.allowed ? null : (
          <Link href={tab} variant="body-small">
            {t('card.open')}
          </Link>
        )}
      </div>
    </EnvironmentFrame>
  );
}
