import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
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
import styles from './review.module.css';

type Decision = 'approved' | 'denied';

/**
 * Shows a reviewer who wants what and why, and takes the decision about exactly the version that they have read. An edit
 * in the meantime is shown at once, and can be decided only by who says that they have read it, too: it may come the
 * moment before a button is pressed.
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
  const [last, setLast] = useState<{ decision: Decision; version: number }>();
  const [read, setRead] = useState<number>();
  if (request && read === undefined) {
    setRead(request.version);
  }
  const isChanged = request?.state === 'pending' && read !== request.version;
  const command = useAccessCommand('reviewRequest', onDecided);
  const isConflict =
    command.error !== undefined &&
    describeError(command.error).kind === 'conflict';
  useEffect(() => {
    if (isConflict) {
      reload();
    }
  }, [isConflict, reload]);
  const unread = { allowed: false, reason: t('review.unread') } as const;
  const readChange = (shown: AccessRequest) => {
    setCut(emptyCut);
    setRead(shown.version);
  };
  const decide = (next: Decision, shown: AccessRequest) => {
    setLast({ decision: next, version: shown.version });
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
              allowed={isChanged ? unread : request.actions.deny}
              isReasonHidden={isChanged || !request.actions.approve.allowed}
              variant="secondary"
              destructive
              isPending={command.isRunning && last?.decision === 'denied'}
              onPress={() => decide('denied', request)}
            >
              {t('review.deny')}
            </ActionButton>
            <ActionButton
              allowed={isChanged ? unread : request.actions.approve}
              variant="primary"
              isPending={command.isRunning && last?.decision === 'approved'}
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
      {request && isChanged ? (
        <div role="alert" className={styles.changed}>
          <span>{t('review.outdated')}</span>
          <Button
            variant="secondary"
            size="small"
            onPress={() => readChange(request)}
          >
            {t('review.read')}
          </Button>
        </div>
      ) : null}
      {request?.actions.approve.allowed && !isChanged ? (
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
      {last?.version === request?.version ? (
        <ErrorNote error={command.error} />
      ) : null}
    </Modal>
  );
}
