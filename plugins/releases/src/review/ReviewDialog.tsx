import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import type { Release } from '@stagedoor/plugin-releases-common';
import {
  ActionButton,
  describeError,
  ErrorNote,
  Loading,
  Modal,
  useCommand,
  useLoad,
} from '@stagedoor/ui-parts';
import { useCallback, useEffect, useState } from 'react';
import { releasesApiRef } from '../api/releasesApiRef';
import { useReleasesSignal } from '../live/useReleasesSignal';
import { ErrorPanel } from '../shared/ErrorPanel';
import { releasesTranslationRef } from '../translation';
import { ReleaseToReview } from './ReleaseToReview';
import styles from './review.module.css';

type Decision = 'approved' | 'rejected';

/** Shows an approver what a release would change, and takes the decision about exactly that. */
export function ReviewDialog(props: {
  id: number;
  /** Opened on the page of the release: there is no way to it then. */
  isOnItsPage?: boolean;
  onDecided: (release: Release) => void;
  onClose: () => void;
}) {
  const { id, isOnItsPage, onDecided, onClose } = props;
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
  const changes = useLoad(
    useCallback(signal => api.getReleaseChanges(id, signal), [api, id]),
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
  const isOutdated =
    command.error !== undefined &&
    describeError(command.error).kind === 'conflict';
  useEffect(() => {
    if (isOutdated) {
      reload();
    }
  }, [isOutdated, reload]);
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
              allowed={
                changes.value === undefined && changes.error === undefined
                  ? { allowed: false, reason: t('review.loadingChanges') }
                  : release.actions.approve
              }
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
      {release ? <ErrorNote error={error} lead={t('shared.stale')} /> : null}
      {release ? (
        <ReleaseToReview
          release={release}
          changes={changes}
          isOnItsPage={isOnItsPage}
        />
      ) : null}
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
        <>
          <p className={styles.meaning}>{t('review.meaning')}</p>
          <TextAreaField
            label={t('review.comment')}
            rows={2}
            maxLength={2000}
            value={comment}
            onChange={setComment}
          />
        </>
      ) : null}
      <ErrorNote
        error={command.error}
        lead={isOutdated ? t('review.outdated') : undefined}
      />
    </Modal>
  );
}
