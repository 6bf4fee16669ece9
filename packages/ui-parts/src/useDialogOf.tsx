import { useState, type ReactNode } from 'react';

/** What the dialog is given: called when it is closed, and when what it is for is done. */
interface Ends {
  close: () => void;
  done: () => void;
}

/**
 * A dialog about one line of a list, which belongs to the page: it stays open, with what was typed in it, whatever becomes
 * of its line meanwhile.
 *
 * @param onDone - what it is for was done; it is closed already
 * @returns what opens it, and where it is drawn
 */
export function useDialogOf<T>(
  onDone: () => void,
  draw: (of: T, ends: Ends) => ReactNode,
): [open: (of: T) => void, dialog: ReactNode] {
  const [opened, setOpened] = useState<{ of: T }>();
  const close = () => setOpened(undefined);
  const done = () => {
    close();
    onDone();
  };
  return [
    of => setOpened({ of }),
    opened ? draw(opened.of, { close, done }) : null,
  ];
}
