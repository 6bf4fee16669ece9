import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import type { AccessRequest } from '@stagedoor/plugin-access-common';
import {
  ActionButton,
  describeError,
  ErrorNote,
  Loading,
  Modal,
} from '@stagedoor/ui-parts';
import { useEffect, useState } from 'react';
import { useAccess } from '../api/useAccess';
import { useAccessCommand } from '../api/useAccessCommand';
import { useAccessSignal } from '../live/useAccessSignal';
import { ErrorPanel } from '../shared/ErrorPanel';
import { accessTranslationRef } from '../translation';
import { Consequence } from './Consequence';
import { emptyCut, readCut, type Cut } from './Cut';
import { CutFields } from './CutFields';
import { RequestToReview } from './RequestToReview';

type Decision = 'approved' | 'denied';

/**
 * Shows a reviewer who wants what and why, and takes the decision about exactly the version that was shown. An edit in
 * the meantime is shown and has to be decided anew.
 */
export function ReviewDialog(props: {
  id: number;
  onDecided: (request: AccessRequest) => void;
  onClose: () => void;
}) {
  const { id, onDecided, onClose } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const {
    value: request,
    error,
    reload,
  } = useAccess('getRequest', { params: { id } }, useAccessSignal());
  const [comment, setComment] = useState('');
  const [cut, setCut] = useState<Cut>(emptyCut);
  const [decision, setDecision] = useState<Decision>();
  const command = useAccessCommand('reviewRequest', onDecided);
  const isConflict =
    command.error !== undefined &&
    describeError(command.error).kind === 'conflict';
  useEffect(() => {
    if (isConflict) {
      setCut(emptyCut);
      reload();
    }
  }, [isConflict, reload]);
  const decide = (next: Decision, shown: AccessRequest) => {
    setDecision(next);
    void command.execute({
      params: { id },
      body: {
        decision: next,
        version: shown.version,
        comment: comment.trim() || undefined,
        ...(next === 'approved' && readCut(cut, shown)),
      },
    });
  };

  return (
    <Modal
      title={t('review.title', { id: String(id) })}
      width={640}
      isBusy={command.isRunning}
      onClose={onClose}
      footer={
        request ? (
          <>
            <ActionButton
              allowed={request.actions.deny}
              isReasonHidden={!request.actions.approve.allowed}
              variant="secondary"
              destructive
              isPending={command.isRunning && decision === 'denied'}
              onPress={() => decide('denied', request)}
            >
              {t('review.deny')}
            </ActionButton>
            <ActionButton
              allowed={request.actions.approve}
              variant="primary"
              isPending={command.isRunning && decision === 'approved'}
              onPress={() => decide('approved', request)}
            >
              {t('review.approve')}
            </ActionButton>
          </>
        ) : null
      }
    >
      {request === undefined && error === undefined ? (
        <Loading label={t('review.loading')} lines={6} />
      ) : null}
      {request === undefined && error !== undefined ? (
        <ErrorPanel
          subject={t('review.subject', { id: String(id) })}
          error={error}
          onRetry={reload}
        />
      ) : null}
      {request ? <RequestToReview request={request} /> : null}
      {request?.actions.approve.allowed ? (
        <>
          <CutFields request={request} cut={cut} onChange={setCut} />
          <TextAreaField
            label={t('review.comment')}
            rows={2}
            maxLength={2000}
            value={comment}
            onChange={setComment}
          />
          <Consequence request={request} cut={cut} />
        </>
      ) : null}
      <ErrorNote
        error={command.error}
        lead={isConflict ? t('review.outdated') : undefined}
      />
    </Modal>
  );
}
