import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LogLine } from '@stagedoor/plugin-releases-common';
import { describeMoment, useCopy } from '@stagedoor/ui-parts';
import { memo, useState, type MouseEvent } from 'react';
import { LineText } from './LineText';
import { linkToLine } from './lineInAddress';
import styles from './rows.module.css';
import { logTranslationRef } from './translation';

/** A line may be 16 KiB long; what few people read whole is not drawn whole. */
const shownCharacters = 4000;

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

function PlainLogLineRow(props: {
  line: LogLine;
  /** The line before it was too long and goes on here. */
  isContinued: boolean;
  isSelected: boolean;
  search: string;
  onSelect: (n: number) => void;
}) {
  const { line, isContinued, isSelected, search, onSelect } = props;
  const { t } = useTranslationRef(logTranslationRef);
  const [isWhole, setWhole] = useState(false);
  const at = new Date(line.at);
  const time = clock.format(at);
  const rest = line.text.length - shownCharacters;
  const text = isWhole || rest <= 0 ? line.text : cut(line.text);
  const select = (event: MouseEvent) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      onSelect(line.n);
    }
  };
  return (
    <div
      className={styles.line}
      data-stream={line.stream}
      data-selected={isSelected || undefined}
      data-line={line.n}
    >
      <a
        className={styles.time}
        href={`#L${line.n}`}
        title={describeMoment(at)}
        aria-label={t('row.line', { n: String(line.n), time })}
        onClick={select}
        tabIndex={-1}
      >
        {isContinued ? '' : time}
      </a>{' '}
      <span className={styles.host}>{isContinued ? '↪' : line.host}</span>{' '}
      <span className={styles.text}>
        <LineText text={text} search={search} />
        {rest > 0 ? (
          <button
            type="button"
            className={styles.inline}
            onClick={() => setWhole(!isWhole)}
          >
            {isWhole
              ? t('row.less')
              : t('row.more', { amount: rest.toLocaleString() })}
          </button>
        ) : null}
        {isSelected ? <CopyLink n={line.n} /> : null}
      </span>
    </div>
  );
}

/** One line of the log: when, where and what. Its time is the link to it. */
export const LogLineRow = memo(PlainLogLineRow);

/** Cuts where no sequence of colours is cut in two. */
function cut(text: string): string {
  const start = text.slice(0, shownCharacters);
  const escape = start.lastIndexOf('\u001b');
  return escape > start.length - 32 ? start.slice(0, escape) : start;
}

function CopyLink(props: { n: number }) {
  const { t } = useTranslationRef(logTranslationRef);
  const [isCopied, copy] = useCopy();
  return (
    <button
      type="button"
      className={styles.inline}
      onClick={() => copy(linkToLine(props.n))}
    >
      {isCopied ? t('row.copied') : t('row.copy')}
    </button>
  );
}
