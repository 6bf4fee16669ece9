import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  AccessRequest,
  AccessWish,
} from '@stagedoor/plugin-access-common';
import {
  describeError,
  ErrorNote,
  Loading,
  Modal,
  useCommand,
} from '@stagedoor/ui-parts';
import { useEffect, useState } from 'react';
import { ErrorPanel } from '../shared/ErrorPanel';
import { accessTranslationRef } from '../translation';
import { AskForm } from './AskForm';
import { findMissing, fitDraft, wishOf, type Draft } from './Draft';
import type { HostOption } from './HostOption';
import { PreviewPanel } from './PreviewPanel';
import { usePreview } from './usePreview';
import styles from './ask.module.css';

/** The form for a wish: it says what it would take while it is filled in, and hands over what was wished. */
export function AskDialog(props: {
  title: string;
  /** The verb on the button. */
  confirm: string;
  /** What to know before. */
  note?: string;
  options: readonly HostOption[];
  component?: string;
  draft: Draft;
  run: (wish: AccessWish, once: string) => Promise<AccessRequest>;
  onDone: (request: AccessRequest) => void;
  onClose: () => void;
}) {
  const { title, confirm, note, options, component, run } = props;
  const { onDone, onClose } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const [draft, setDraft] = useState(props.draft);
  const { preview, error, isOutdated, reload } = usePreview(draft, component);
  const rule = preview?.rule;
  useEffect(() => {
    if (rule) {
      setDraft(last => fitDraft(last, rule));
    }
  }, [rule]);
  const command = useCommand(run, onDone);
  const wish = wishOf(draft, rule, component);
  const missing = findMissing(draft, rule);
  const isBlocked = !!preview?.blockers.length;
  const isConflict =
    command.error !== undefined &&
    describeError(command.error).kind === 'conflict';
  return (
    <Modal
      title={title}
      width={640}
      isBusy={command.isRunning}
      onClose={onClose}
      footer={
        <>
          {missing ? (
            <small className={styles.missing}>
              {t(`ask.missing.${missing}`)}
            </small>
          ) : null}
          <Button
            variant="secondary"
            isDisabled={command.isRunning}
            onPress={onClose}
          >
            {t('ask.cancel')}
          </Button>
          <Button
            variant="primary"
            isPending={command.isRunning}
            isDisabled={!wish || isBlocked || isOutdated}
            onPress={() => wish && command.execute(wish)}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {note ? <p>{note}</p> : null}
      <AskForm
        options={options}
        draft={draft}
        rule={rule}
        onChange={setDraft}
      />
      {preview ? (
        <PreviewPanel preview={preview} isOutdated={isOutdated} />
      ) : null}
      {!preview && draft.hosts.length > 0 && error === undefined ? (
        <Loading label={t('ask.previewing')} />
      ) : null}
      {error === undefined ? null : (
        <ErrorPanel
          subject={t('ask.previewSubject')}
          error={error}
          onRetry={reload}
        />
      )}
      <ErrorNote
        error={command.error}
        lead={isConflict ? t('ask.conflict') : undefined}
      />
    </Modal>
  );
}
