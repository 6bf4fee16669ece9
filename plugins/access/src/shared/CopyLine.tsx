import { CopyButton } from '@stagedoor/ui-parts';
import styles from './shared.module.css';

/** Text to take along, as it is, with a button that copies it. */
export function CopyLine(props: { text: string; label: string; copy: string }) {
  const { text, label, copy } = props;
  return (
    <div className={styles.copyLine}>
      <pre tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <CopyButton text={text} label={copy} />
    </div>
  );
}
