import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  createContext,
  useContext,
  useEffect,
  useRef,
  type MutableRefObject,
  type ReactNode,
} from 'react';
import { uiPartsTranslationRef } from './translation';
import { useFocusReturn } from './useFocusReturn';
import styles from './Modal.module.css';

/** What the dialog has to know of the step that it shows. */
interface Step {
  isBusy?: boolean;
  onClose: () => void;
}

const StepContext = createContext<
  MutableRefObject<Step | undefined> | undefined
>(undefined);

interface ModalProps extends Step {
  title: ReactNode;
  /** In a sequence it is the sequence that says so. */
  width?: number;
  /** Nothing closes it while something is on its way. */
  isBusy?: boolean;
  /** Without one there is a button that closes it. */
  footer?: ReactNode;
  children: ReactNode;
}

/** A dialog over the page; on a phone it is the page. Mounted means open. */
export function Modal(props: ModalProps) {
  const { width, ...content } = props;
  return (
    <ModalSequence width={width}>
      <ModalContent {...content} />
    </ModalSequence>
  );
}

/**
 * One dialog for the modals in it, which follow one another: what is chosen and what it leads to, what is loading and
 * what has come. Each of them in a dialog of its own would uncover the page between the two.
 */
export function ModalSequence(props: { width?: number; children: ReactNode }) {
  const { width = 520, children } = props;
  const isPartOfOne = useContext(StepContext) !== undefined;
  return isPartOfOne ? (
    <>{children}</>
  ) : (
    <ModalFrame width={width}>{children}</ModalFrame>
  );
}

function ModalFrame(props: { width: number; children: ReactNode }) {
  const step = useRef<Step>();
  useFocusReturn();
  return (
    <Dialog
      isOpen
      isDismissable={false}
      onOpenChange={isOpen => {
        if (!isOpen && !step.current?.isBusy) {
          step.current?.onClose();
        }
      }}
      width={props.width}
      className={styles.modal}
    >
      <StepContext.Provider value={step}>{props.children}</StepContext.Provider>
    </Dialog>
  );
}

function ModalContent(props: Omit<ModalProps, 'width'>) {
  const { title, isBusy, onClose, footer, children } = props;
  const { t } = useTranslationRef(uiPartsTranslationRef);
  const step = useContext(StepContext);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What had the focus went with the step before; the dialog itself sees to the first one.
    const dialog = body.current?.closest<HTMLElement>('[role="dialog"]');
    if (step?.current && !dialog?.contains(document.activeElement)) {
      dialog?.focus();
    }
  }, [step]);
  useEffect(() => {
    if (step) {
      step.current = { isBusy, onClose };
    }
  }, [step, isBusy, onClose]);
  const wasBusy = useRef(false);
  useEffect(() => {
    if (wasBusy.current && !isBusy) {
      // What went wrong stands at the end of the dialog, which may be out of sight.
      const problems = body.current?.querySelectorAll('[role="alert"]') ?? [];
      [...problems].at(-1)?.scrollIntoView?.({ block: 'nearest' });
    }
    wasBusy.current = !!isBusy;
  }, [isBusy]);
  return (
    <>
      <DialogHeader>{title}</DialogHeader>
      <DialogBody ref={body} className={styles.body}>
        <StepContext.Provider value={undefined}>
          {children}
        </StepContext.Provider>
      </DialogBody>
      <DialogFooter className={styles.footer}>
        {footer ?? (
          <Button variant="secondary" onPress={onClose}>
            {t('close')}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}
