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
        {isWhole ? <Words text={text} /> : text}
      </pre>
      <CopyButton text={text} label={copy} />
    </div>
  );
}

/** Breaks lines between words alone: a name of a host that is cut at its hyphen is read as two. */
function Words(props: { text: string }) {
  return (
    <>
      {props.text.split(/(\s+)/).map((part, index) =>
        index % 2 === 0 ? (
          <span key={index} className={styles.word}>
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}
