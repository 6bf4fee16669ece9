import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type {
  Matrix,
  MatrixEnvironment,
  Release,
} from '@stagedoor/plugin-releases-common';
import {
  ActionButton,
  EntityName,
  ErrorNote,
  GoTo,
  Loading,
  useEntityName,
} from '@stagedoor/ui-parts';
import { useState } from 'react';
import { useMatrix } from '../hooks/useMatrix';
import { useReleasePath } from '../hooks/useReleasePath';
import { InspectionDialog } from '../inspect/InspectionDialog';
import { ComponentHistory } from '../list/ComponentHistory';
import { RequestDialog } from '../request/RequestDialog';
import { useRequestInUrl } from '../request/useRequestInUrl';
import { useReviewDialog } from '../review/useReviewDialog';
import { ErrorPanel } from '../shared/ErrorPanel';
import { releasesTranslationRef } from '../translation';
import { EnvironmentCard } from './EnvironmentCard';
import { NoPipeline } from './NoPipeline';
import { PipelineProblem } from './PipelineProblem';
import styles from './component.module.css';

/** The tab "Releases" of a component. */
export function ComponentReleases() {
  const { entity } = useEntity();
  const component = stringifyEntityRef(entity);
  const { t } = useTranslationRef(releasesTranslationRef);
  const name = useEntityName(entity);
  const { value: matrix, error, reload } = useMatrix(component);

  if (!matrix) {
    return error === undefined ? (
      <Loading label={t('tab.loading')} lines={5} />
    ) : (
      <ErrorPanel
        subject={t('tab.subject', { component: name })}
        error={error}
        onRetry={reload}
      />
    );
  }
  return (
    <section aria-label={t('card.title')} className={styles.tab}>
      <ErrorNote error={error} lead={t('shared.stale')} />
      {matrix.problem ? <PipelineProblem problem={matrix.problem} /> : null}
      {matrix.pipeline ? (
        <Environments matrix={matrix} onChanged={reload} />
      ) : null}
      {matrix.pipeline || matrix.problem ? null : (
        <NoPipeline entity={entity} />
      )}
      {matrix.pipeline ? <ComponentHistory component={component} /> : null}
    </section>
  );
}

function Environments(props: { matrix: Matrix; onChanged: () => void }) {
  const { matrix, onChanged } = props;
  const { component, branch, environments, pipeline } = matrix;
  const { t } = useTranslationRef(releasesTranslationRef);
  const [request, setRequest] = useRequestInUrl();
  const [review, reviewDialog] = useReviewDialog(onChanged);
  const [inspected, setInspected] = useState<MatrixEnvironment>();
  const [created, setCreated] = useState<Release>();
  const pathTo = useReleasePath();
  return (
    <>
      <header className={styles.head}>
        <p className={styles.lead}>
          {pipeline ? (
            <>
              {t('tab.releasedBy')}{' '}
              <EntityName entityRef={pipeline}>{t('tab.pipeline')}</EntityName>
            </>
          ) : null}
          {branch ? t('tab.fromBranch', { branch }) : null}
        </p>
        <ActionButton
          allowed={releaseAnywhere(environments, t('tab.nowhere'))}
          variant="primary"
          onPress={() => setRequest({ kind: 'release' })}
        >
          {t('action.release')}
        </ActionButton>
      </header>
      <div className={styles.environments}>
        {environments.map(environment => (
          <EnvironmentCard
            key={environment.name}
            environment={environment}
            branch={branch}
            onRequest={(kind, version) =>
              setRequest({ kind, environment: environment.name, version })
            }
            onReview={review}
            onInspect={() => setInspected(environment)}
          />
        ))}
      </div>
      {request ? (
        <RequestDialog
          key={`${request.kind} ${request.environment}`}
          component={component}
          environments={environments}
          branch={branch}
          request={request}
          onDone={release => {
            // Whoever comes back to this page does not want to ask for it once more.
            setRequest(undefined);
            setCreated(release);
          }}
          onClose={() => setRequest(undefined)}
        />
      ) : null}
      {created ? <GoTo href={pathTo(created.id)} /> : null}
      {reviewDialog}
      {inspected ? (
        <InspectionDialog
          component={component}
          environment={inspected}
          onClose={() => setInspected(undefined)}
        />
      ) : null}
    </>
  );
}

/** Releasing is possible if it is on any environment; if on none, the reason of the first is shown. */
export function releaseAnywhere(
  environments: readonly MatrixEnvironment[],
  otherwise: string,
): MatrixEnvironment['actions']['release'] {
  const all = environments.map(({ actions }) => actions.release);
  return (
    all.find(({ allowed }) => allowed) ??
    all.at(0) ?? { allowed: false, reason: otherwise }
  );
}
