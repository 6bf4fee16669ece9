import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Release, ReleaseStep } from '@stagedoor/plugin-releases-common';
import { Elapsed } from '@stagedoor/ui-parts';
import { useEffect, useRef } from 'react';
import { toneOfStep } from '../../shared/StateChip';
import { releasePageTranslationRef } from '../translation';
import styles from './StepCards.module.css';

/** The steps in a row. Choosing one shows only its lines in the log; choosing it again, all. */
export function StepCards(props: {
  release: Release;
  selected?: string;
  onSelect: (step: string | undefined) => void;
}) {
  const { release, selected, onSelect } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const list = useRef<HTMLOListElement>(null);
  const { steps } = release;
  const current = steps.findIndex(step => step.state === 'running');
  useEffect(() => {
    // Where the row is wider than the page, the step that runs is in sight; the page itself stays where it is read.
    const row = list.current;
    const card = row?.children[current];
    if (row && card instanceof HTMLElement) {
      const start = card.offsetLeft - row.offsetLeft;
      const end = start + card.offsetWidth;
      row.scrollLeft = Math.min(
        Math.max(row.scrollLeft, end - row.clientWidth),
        start,
      );
    }
  }, [current]);

  if (steps.length === 0) {
    return null;
  }
  return (
    <ol ref={list} className={styles.steps} aria-label={t('steps.title')}>
      {steps.map(step => (
        <li key={step.key}>
          <button
            type="button"
            className={styles.step}
            data-tone={toneOfStep[step.state]}
            data-state={step.state}
            aria-pressed={step.key === selected}
            title={t('steps.only', { step: step.title })}
            onClick={() =>
              onSelect(step.key === selected ? undefined : step.key)
            }
          >
            <b>{step.title}</b>
            <StepFacts step={step} />
          </button>
        </li>
      ))}
    </ol>
  );
}

/** "41 s", "9 s · verified", "verifying…", "waiting". */
function StepFacts(props: { step: ReleaseStep }) {
  const { state, startedAt, finishedAt, detail, attempt } = props.step;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const isWorded = state !== 'succeeded' || !startedAt;
  return (
    <span className={styles.facts}>
      {isWorded ? <span>{t(`steps.${state}`)}</span> : null}
      {startedAt && (finishedAt || state === 'running') ? (
        <span>
          <Elapsed from={startedAt} to={finishedAt} />
        </span>
      ) : null}
      {attempt > 1 ? (
        <span>{t('steps.attempt', { attempt: String(attempt) })}</span>
      ) : null}
      {detail ? <span title={detail}>{detail}</span> : null}
    </span>
  );
}
