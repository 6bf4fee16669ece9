import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, TextAreaField } from '@backstage/ui';
import type { Release } from '@stagedoor/plugin-releases-common';
import { useCallback, useState } from 'react';
import { releasesApiRef } from '../api/releasesApiRef';
import { ApprovalRuleText } from '../changes/ApprovalRuleText';
import { ChangesList } from '../changes/ChangesList';
import { Facts } from '../changes/Facts';
import { HostChanges } from '../changes/HostChanges';
import { useReleasePath } from '../hooks/useReleasePath';
import { useReleasesSignal } from '../live/useReleasesSignal';
import { ActionButton } from '../shared/ActionButton';
import { Age } from '../shared/Age';
import { describeError } from '../shared/describeError';
import { EntityName } from '../shared/EntityName';
import { ErrorNote, ErrorPanel } from '../shared/ErrorPanel';
import { Loading } from '../shared/Loading';
import { Modal } from '../shared/Modal';
import { PersonName } from '../shared/PersonName';
import { useCommand } from '../shared/useCommand';
import { useLoad } from '../shared/useLoad';
import { VersionName } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import styles from './review.module.css';

type Decision = 'approved' | 'rejected';

/** Shows an approver what a release would change, and takes the decision about exactly that. */
export function ReviewDialog(props: {
  id: number;
  onDecided: (release: Release) => void;
  onClose: () => void;
}) {
  const { id, onDecided, onClose } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const api = useApi(releasesApiRef);
  const version = useReleasesSignal({ release: id });
  const [comment, setComment] = useState('');
  const {
    value: release,
    error,
    reload,
  } = useLoad(
    useCallback(signal => api.getRelease(id, signal), [api, id]),
    version,
  );
  const [decision, setDecision] = useState<Decision>();
  const command = useCommand(
    useCallback(
      (input: { decision: Decision; planHash: string }, key: string) =>
        api.decideRelease(
          id,
          { ...input, comment: comment.trim() || undefined },
          key,
        ),
      [api, id, comment],
    ),
    onDecided,
  );
  const decide = (next: Decision) => {
    if (release) {
      setDecision(next);
      void command.execute({ decision: next, planHash: release.planHash });
    }
  };

  return (
    <Modal
      title={t('review.title', { id: String(id) })}
      width={680}
      isBusy={command.isRunning}
      onClose={onClose}
      footer={
        release ? (
          <>
            <ActionButton
              allowed={release.actions.reject}
              isReasonHidden={!release.actions.approve.allowed}
              variant="secondary"
              destructive
              isPending={command.isRunning && decision === 'rejected'}
              onPress={() => decide('rejected')}
            >
              {t('review.reject')}
            </ActionButton>
            <ActionButton
              allowed={release.actions.approve}
              variant="primary"
              isPending={command.isRunning && decision === 'approved'}
              onPress={() => decide('approved')}
            >
              {t('review.approve')}
            </ActionButton>
          </>
        ) : null
      }
    >
      {release ? <ReleaseToReview release={release} /> : null}
      {release === undefined && error === undefined ? (
        <Loading label={t('review.loading')} lines={6} />
      ) : null}
      {release === undefined && error !== undefined ? (
        <ErrorPanel
          subject={t('review.subject', { id: String(id) })}
          error={error}
          onRetry={reload}
        />
      ) : null}
      {release?.actions.approve.allowed ? (
        <TextAreaField
          label={t('review.comment')}
          rows={2}
          maxLength={2000}
          value={comment}
          onChange={setComment}
        />
      ) : null}
      <ErrorNote
        error={command.error}
        lead={
          command.error !== undefined &&
          describeError(command.error).kind === 'conflict'
            ? t('review.outdated')
            : undefined
        }
      />
    </Modal>
  );
}

function ReleaseToReview(props: { release: Release }) {
  const { release } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const api = useApi(releasesApiRef);
  const pathTo = useReleasePath();
  const { id, approvalRule, reason, plan, hostResults } = release;
  const changes = useLoad(
    useCallback(signal => api.getReleaseChanges(id, signal), [api, id]),
  );
  const previous = new Map(hostResults.map(host => [host.ref, host]));
  return (
    <div className={styles.review}>
      <p className={styles.headline}>
        <EntityName entityRef={release.component} />{' '}
        <VersionName version={release.version} /> <span aria-hidden>→</span>{' '}
        <strong>{release.environment}</strong>
      </p>
      <Facts
        facts={[
          {
            term: t('review.askedBy'),
            value: (
              <>
                <PersonName entityRef={release.requestedBy} />,{' '}
                <Age at={release.requestedAt} />
              </>
            ),
          },
          reason !== undefined && { term: t('review.reason'), value: reason },
          approvalRule && {
            term: t('preview.approval'),
            value: <ApprovalRuleText rule={approvalRule} />,
          },
          { term: t('preview.ifItFails'), value: release.ifItFails },
        ]}
      />
      {changes.value ? <ChangesList changes={changes.value} /> : null}
      {changes.value === undefined && changes.error === undefined ? (
        <Loading label={t('review.loadingChanges')} />
      ) : null}
      {changes.value === undefined && changes.error !== undefined ? (
        <ErrorPanel
          subject={t('review.changes')}
          error={changes.error}
          onRetry={changes.reload}
        />
      ) : null}
      <HostChanges
        to={release.version}
        hosts={plan.hosts.map(host => ({
          ...host,
          from:
            previous.get(host.ref)?.runs ?? previous.get(host.ref)?.previous,
        }))}
      />
      <Link href={pathTo(id)}>{t('review.whole')}</Link>
    </div>
  );
}
