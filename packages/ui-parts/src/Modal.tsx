import { Dialog, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useFocusReturn } from './useFocusReturn';
import styles from './Modal.module.css';

/** A dialog over the page; on a phone it is the page. Mounted means open. */
export function Modal(props: {
  title: ReactNode;
  width?: number;
  /** Nothing closes it while something is on its way. */
  isBusy?: boolean;
  onClose: () => void;
  footer: ReactNode;
  children: ReactNode;
}) {
  const { title, width = 520, isBusy, onClose, footer, children } = props;
  useFocusReturn();
  return (
    <Dialog
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={isBusy}
      onOpenChange={isOpen => !isOpen && !isBusy && onClose()}
      width={width}
      className={styles.modal}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody className={styles.body}>{children}</DialogBody>
      <DialogFooter className={styles.footer}>{footer}</DialogFooter>
    </Dialog>
  );
}
