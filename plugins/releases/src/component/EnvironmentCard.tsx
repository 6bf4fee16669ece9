import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  MatrixEnvironment,
  ReleaseKind,
} from '@stagedoor/plugin-releases-common';
import { releasesTranslationRef } from '../translation';
import { EnvironmentActions } from './EnvironmentActions';
import { EnvironmentFrame } from './EnvironmentFrame';
import { EnvironmentVersion } from './EnvironmentVersion';
import { HostTable } from './HostTable';
import { LastRelease } from './LastRelease';
import { MovingReleases } from './MovingReleases';
import styles from './component.module.css';

/** One environment of a component: what runs there, what moves, and what can be done. */
export function EnvironmentCard(props: {
  environment: MatrixEnvironment;
  branch?: string;
  onRequest: (kind: ReleaseKind, version?: string) => void;
  onReview: (id: number) => void;
  onInspect: () => void;
}) {
  const { environment, branch, onRequest, onReview, onInspect } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const count = environment.hosts.length;
  return (
    <EnvironmentFrame environment={environment}>
      <EnvironmentVersion environment={environment} branch={branch} canCopy />
      <LastRelease environment={environment} />
      <MovingReleases environment={environment} onReview={onReview} />
      <EnvironmentActions
        environment={environment}
        onRequest={onRequest}
        onInspect={onInspect}
      />
      <details className={styles.details}>
        <summary>{t('hosts.count', { count })}</summary>
        <HostTable
          hosts={environment.hosts}
          label={t('hosts.of', { environment: environment.title })}
        />
      </details>
    </EnvironmentFrame>
  );
}
