import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { ReleaseSummary } from '@stagedoor/plugin-releases-common';
import {
  Age,
  Elapsed,
  EntityName,
  NamedText,
  PersonName,
  shortenReferences,
  StackedTable,
} from '@stagedoor/ui-parts';
import type { ReactNode } from 'react';
import { useReleasePath } from '../hooks/useReleasePath';
import { Progress } from '../shared/Progress';
import { StateChip } from '../shared/StateChip';
import { nameVersion } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import styles from './list.module.css';

interface ReleaseTableProps {
  releases: readonly ReleaseSummary[];
  label: string;
  /** Where all are of one component, it is not said in each line. */
  isOfOneComponent?: boolean;
  /** What can be done about a release, in its line. */
  action?: (release: ReleaseSummary) => ReactNode;
}

/** Releases, a line each; on a phone the lines become blocks. */
export function ReleaseTable(props: ReleaseTableProps) {
  const { releases, label, isOfOneComponent, action } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  return (
    <StackedTable label={label} className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('list.state')}</th>
          <th scope="col">{t('list.release')}</th>
          <th scope="col">{t('list.outcome')}</th>
          <th scope="col">{t('list.askedBy')}</th>
          {action ? <th scope="col">{t('list.action')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {releases.map(release => (
          <ReleaseRow
            key={release.id}
            release={release}
            isOfOneComponent={isOfOneComponent}
            action={action}
          />
        ))}
      </tbody>
    </StackedTable>
  );
}

function ReleaseRow(
  props: { release: ReleaseSummary } & Pick<
    ReleaseTableProps,
    'isOfOneComponent' | 'action'
  >,
) {
  const { release, isOfOneComponent, action } = props;
  const { id, component, environmentTitle, kind, version, state } = release;
  const { t } = useTranslationRef(releasesTranslationRef);
  const pathTo = useReleasePath();
  return (
    <tr>
      <td className={styles.state}>
        <StateChip state={state} />
      </td>
      <td className={styles.release}>
        <Link href={pathTo(id)} title={version.commit}>
          <b>{nameVersion(version)}</b> → {environmentTitle}
        </Link>
        <small>
          {isOfOneComponent ? null : (
            <>
              <EntityName entityRef={component} />
              {' · '}
            </>
          )}
          #{id}
          {kind === 'release' ? null : ` · ${t(`list.kind.${kind}`)}`}
        </small>
      </td>
      <td className={styles.outcome}>
        <Outcome release={release} />
      </td>
      <td className={styles.asked}>
        <PersonName entityRef={release.requestedBy} isPlain />
        <small>
          <Age at={release.requestedAt} />
        </small>
      </td>
      {action ? <td className={styles.action}>{action(release)}</td> : null}
    </tr>
  );
}

/** What a release is doing, or how it ended. */
function Outcome(props: { release: ReleaseSummary }) {
  const { release } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const { state, startedAt, finishedAt } = release;
  if (state === 'running') {
    return (
      <>
        {release.cancelRequested
          ? t('environment.stopping')
          : release.currentStep}
        <Progress
          hosts={release.hosts}
          label={t('list.progress', { id: String(release.id) })}
        />
      </>
    );
  }
  return (
    <>
      {release.outcome === undefined ? null : (
        <span
          className={styles.short}
          title={shortenReferences(release.outcome)}
        >
          <NamedText text={release.outcome} isPlain />
        </span>
      )}
      {startedAt && finishedAt ? (
        <small>
          {t('list.took')} <Elapsed from={startedAt} to={finishedAt} />
        </small>
      ) : null}
    </>
  );
}
