import type { Grant } from '@stagedoor/plugin-access-common';
import { useDialogOf } from '@stagedoor/ui-parts';
import { ExtendDialog } from './ExtendDialog';
import { GiveBackDialog } from './GiveBackDialog';
import { RevokeDialog } from './RevokeDialog';

/** What is to be done, and about which access. */
export type GrantAct =
  | { act: 'extend' | 'giveBack'; grant: Grant }
  | { act: 'revoke'; grant: Pick<Grant, 'id'> };

/** Prolongs access, gives it back, or takes it away: from a list, or from its page. */
export function useGrantDialog(onDone: () => void) {
  return useDialogOf<GrantAct>(onDone, (asked, { done, close }) => {
    switch (asked.act) {
      case 'extend':
        return <ExtendDialog grant={asked.grant} onClose={close} />;
      case 'giveBack':
        return (
          <GiveBackDialog grant={asked.grant} onDone={done} onClose={close} />
        );
      default:
        return (
          <RevokeDialog id={asked.grant.id} onDone={done} onClose={close} />
        );
    }
  });
}
