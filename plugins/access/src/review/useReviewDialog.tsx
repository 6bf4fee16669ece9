import { useState, type ReactNode } from 'react';
import { ReviewDialog } from './ReviewDialog';

/** Opens the review of a request from a list of them. It stays open whatever becomes of its line meanwhile. */
export function useReviewDialog(
  onDecided: () => void,
): [open: (id: number) => void, dialog: ReactNode] {
  const [reviewed, setReviewed] = useState<number>();
  const close = () => setReviewed(undefined);
  const dialog =
    reviewed === undefined ? null : (
      <ReviewDialog
        id={reviewed}
        onClose={close}
        onDecided={() => {
          close();
          onDecided();
        }}
      />
    );
  return [setReviewed, dialog];
}
