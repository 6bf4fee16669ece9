import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  AccessRequest,
  AccessWish,
} from '@stagedoor/plugin-access-common';
import { ActionButton, ConfirmDialog, GoTo } from '@stagedoor/ui-parts';
import { useCallback, useState } from 'react';
import { useAccessCall } from '../api/useAccessCommand';
import { AskDialog } from '../ask/AskDialog';
import { draftOf } from '../ask/Draft';
import { askTranslationRef } from '../ask/translation';
import { useCreateRequest } from '../ask/useCreateRequest';
import { useHostOptionsOf } from '../ask/useHostOptions';
import { ReviewDialog } from '../review/ReviewDialog';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import styles from '../shared/shared.module.css';

type Open = 'review' | 'cancel' | 'edit' | 'clone';

/** What can be done about a request: decided by reviewers; taken back, changed or asked again by who asked. */
export function RequestActions(props: {
  request: AccessRequest;
  onChange: () => void;
}) {
  const { request, onChange } = props;
  const { approve, deny, cancel, edit, clone } = request.actions;
  const { t } = useTranslationRef(accessTranslationRef);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    onChange();
  };
  const review = deny.allowed ? deny : approve;
  const isOpen = request.state === 'pending';
  return (
    <div className={styles.actions}>
      {isOpen ? (
        <>
          <ActionButton
            allowed={review}
            variant={review.allowed ? 'primary' : 'secondary'}
            onPress={() => setOpen('review')}
          >
            {t('review.open')}
          </ActionButton>
          {edit.allowed ? (
            <Button variant="secondary" onPress={() => setOpen('edit')}>
              {t('request.edit')}
            </Button>
          ) : null}
          {cancel.allowed ? (
            <Button variant="secondary" onPress={() => setOpen('cancel')}>
              {t('request.cancel')}
            </Button>
          ) : null}
        </>
      ) : (
        <ActionButton
          allowed={clone}
          variant="secondary"
          onPress={() => setOpen('clone')}
        >
          {t('request.clone')}
        </ActionButton>
      )}
      {open === 'review' ? (
        <ReviewDialog id={request.id} onDecided={done} onClose={close} />
      ) : null}
      {open === 'cancel' ? (
        <CancelDialog request={request} onDone={done} onClose={close} />
      ) : null}
      {open === 'edit' ? (
        <EditDialog request={request} onDone={done} onClose={close} />
      ) : null}
      {open === 'clone' ? (
        <CloneDialog request={request} onClose={close} />
      ) : null}
    </div>
  );
}

interface DialogProps {
  request: AccessRequest;
  onDone: () => void;
  onClose: () => void;
}

function CancelDialog(props: DialogProps) {
  const { request, onDone, onClose } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const cancel = useAccessCall('cancelRequest');
  return (
    <ConfirmDialog
      title={t('request.cancelTitle', { id: String(request.id) })}
      confirm={t('request.cancel')}
      isDestructive
      comment={{ label: t('review.comment') }}
      run={(body, once) => cancel({ params: { id: request.id }, body }, once)}
      onDone={onDone}
      onClose={onClose}
    >
      {t('request.cancelMeaning')}
    </ConfirmDialog>
  );
}

function EditDialog(props: DialogProps) {
  const { request, onDone, onClose } = props;
  const { id, version } = request;
  const { t } = useTranslationRef(accessTranslationRef);
  const { t: tAsk } = useTranslationRef(askTranslationRef);
  const options = useHostOptionsOf(request);
  const edit = useAccessCall('editRequest');
  // The version that the form was filled in with: an edit of something newer is refused, not overwritten.
  const [read] = useState(version);
  const run = useCallback(
    (wish: AccessWish, once: string) =>
      edit({ params: { id }, body: { ...wish, version: read } }, once),
    [edit, id, read],
  );
  return (
    <AskDialog
      title={t('request.editTitle', { id: String(id) })}
      note={request.reviews.length > 0 ? tAsk('voids') : undefined}
      confirm={t('request.editConfirm')}
      options={options}
      component={request.component}
      draft={draftOf(request, { withStart: true })}
      run={run}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

function CloneDialog(props: { request: AccessRequest; onClose: () => void }) {
  const { request, onClose } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  const options = useHostOptionsOf(request);
  const run = useCreateRequest();
  const [created, setCreated] = useState<AccessRequest>();
  return created ? (
    <GoTo href={paths.request(created.id)} />
  ) : (
    <AskDialog
      title={t('ask.title')}
      confirm={t('ask.confirm')}
      options={options}
      component={request.component}
      draft={draftOf(request, { withStart: false })}
      run={run}
      onDone={setCreated}
      onClose={onClose}
    />
  );
}
