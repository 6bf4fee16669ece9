import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import { useState, type ReactNode } from 'react';
import { ErrorNote } from './ErrorPanel';
import { Modal } from './Modal';
import { uiPartsTranslationRef } from './translation';
import { useCommand } from './useCommand';

/**
 * Says what will happen and does it once confirmed: however often the button is pressed, under the one key of the
 * dialog. Closes when it is done; what went wrong is shown in it.
 */
export function ConfirmDialog<T>(props: {
  title: string;
  /** What exactly will happen. */
  children: ReactNode;
  /** The verb on the button: "Cancel the release". */
  confirm: string;
  isDestructive?: boolean;
  /** Asks for a few words, under this label. */
  comment?: { label: string; isRequired?: boolean };
  /** Why it cannot be confirmed. */
  isDisabled?: boolean;
  run: (input: { comment?: string }, idempotencyKey: string) => Promise<T>;
  onDone: (result: T) => void;
  onClose: () => void;
}) {
  const { title, children, confirm, isDestructive, comment, run } = props;
  const { t } = useTranslationRef(uiPartsTranslationRef);
  const [text, setText] = useState('');
  const { isRunning, error, execute } = useCommand(run, props.onDone);
  const written = text.trim() || undefined;
  return (
    <Modal
      title={title}
      isBusy={isRunning}
      onClose={props.onClose}
      footer={
        <>
          <Button
            variant="secondary"
            isDisabled={isRunning}
            onPress={props.onClose}
          >
            {t('close')}
          </Button>
          <Button
            variant="primary"
            destructive={isDestructive}
            isPending={isRunning}
            isDisabled={props.isDisabled || (comment?.isRequired && !written)}
            onPress={() => execute({ comment: written })}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      {comment ? (
        <TextAreaField
          label={comment.label}
          rows={2}
          maxLength={2000}
          isRequired={comment.isRequired}
          value={text}
          onChange={setText}
        />
      ) : null}
      <ErrorNote error={error} />
    </Modal>
  );
}
