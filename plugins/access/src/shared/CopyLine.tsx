import { CopyButton } from '@stagedoor/ui-parts';
import styles from './shared.module.css';

/** Text to take along, as it is, with a button that copies it. */
export function CopyLine(props: {
  text: string;
  label: string;
  copy: string;
  /** Breaks its lines, so that all of it is seen. */
  isWhole?: boolean;
}) {
  const { text, label, copy, isWhole } = props;
  return (
    <div className={styles.copyLine} data-whole={isWhole || undefined}>
      <pre tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <CopyButton text={text} label={copy} />
    </div>
  );
}
