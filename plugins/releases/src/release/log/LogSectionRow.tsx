import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { describeDuration } from '@stagedoor/ui-parts';
import { memo } from 'react';
import type { LogSection } from './groupLines';
import styles from './rows.module.css';
import { logTranslationRef } from './translation';

function PlainLogSectionRow(props: {
  section: LogSection;
  title: string;
  onToggle: (id: string) => void;
}) {
  const { section, title, onToggle } = props;
  const { t } = useTranslationRef(logTranslationRef);
  const { id, count, isFolded, level, startedAt, endedAt } = section;
  const took = Date.parse(endedAt) - Date.parse(startedAt);
  return (
    <button
      type="button"
      className={styles.section}
      data-level={level}
      aria-expanded={!isFolded}
      onClick={() => onToggle(id)}
    >
      {isFolded ? (
        <RiArrowRightSLine size={14} aria-hidden />
      ) : (
        <RiArrowDownSLine size={14} aria-hidden />
      )}
      <b>{title}</b>
      <span>
        {t('row.lines', { count })}
        {took >= 500 ? ` · ${describeDuration(took)}` : null}
      </span>
    </button>
  );
}

/** The head of the lines of a step or a host: how many, how long, and a fold. */
export const LogSectionRow = memo(PlainLogSectionRow);
