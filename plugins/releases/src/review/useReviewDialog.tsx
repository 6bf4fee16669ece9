import { useDialogOf } from '@stagedoor/ui-parts';
import { ReviewDialog } from './ReviewDialog';

/** Opens the review of a release, by its id, from a list of them. */
export function useReviewDialog(onDecided: () => void) {
  return useDialogOf<number>(onDecided, (id, { done, close }) => (
    <ReviewDialog id={id} onDecided={done} onClose={close} />
  ));
}
