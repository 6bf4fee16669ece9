import type { Session } from '@stagedoor/plugin-access-common';
import { useDialogOf } from '@stagedoor/ui-parts';
import { TerminateDialog } from './TerminateDialog';

/** Ends sessions from a list of them, or from the page of one. */
export function useTerminateDialog(onDone: () => void) {
  return useDialogOf<Session>(onDone, (session, { done, close }) => (
    <TerminateDialog session={session} onDone={done} onClose={close} />
  ));
}
