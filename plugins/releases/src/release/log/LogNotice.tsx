import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Release } from '@stagedoor/plugin-releases-common';
import { describeError } from '@stagedoor/ui-parts';
import { useState, type ReactNode } from 'react';
import type { LogView } from './groupLines';
import { isFinal } from './isFinal';
import styles from './LogPanel.module.css';
import type { LogSession } from './LogSession';
import type { LogSnapshot } from './LogStore';
import { logTranslationRef } from './translation';

/** Stands over the lines, or where they would be: what is on its way, what is missing and why. */
export function LogNotice(props: {
  release: Release;
  log: LogSnapshot;
  session: LogSession;
  /** No row is shown. */
  isEmpty: boolean;
  view: LogView;
  /** What is filtered by, in words. */
  what: string;
  goTo: (n: number) => void;
}) {
  const { release, log, session, isEmpty, view, what } = props;
  const { t } = useTranslationRef(logTranslationRef);
  if (log.problem && isFinal(log.problem)) {
    return <Notice isAlert>{t('states.gone')}</Notice>;
  }
  if (log.pagingProblem) {
    return (
      <Notice isAlert>
        {t('states.olderFailed')} {describeError(log.pagingProblem).message}{' '}
        <button
          type="button"
          className={styles.tool}
          onClick={() => void session.loadOlder()}
        >
          {t('states.retry')}
        </button>
      </Notice>
    );
  }
  if (log.isPaging) {
    return <Notice isCorner>{t('states.older')}</Notice>;
  }
  if (!isEmpty) {
    return null;
  }
  if (log.lines.length > 0) {
    return <Filtered {...{ session, view, what }} goTo={props.goTo} />;
  }
  if (log.isEnded) {
    return <Notice>{t('states.empty')}</Notice>;
  }
  if (!log.isLoaded) {
    return log.problem ? (
      <Notice isAlert>
        {t('states.failed')} {describeError(log.problem).message}
      </Notice>
    ) : (
      <Notice>{t('states.loading')}</Notice>
    );
  }
  return <Notice>{t(waitingFor(release))}</Notice>;
}

function waitingFor({ state }: Release) {
  switch (state) {
    case 'awaiting_approval':
      return 'states.awaiting';
    case 'queued':
      return 'states.queued';
    default:
      return 'states.waiting';
  }
}

function Filtered(props: {
  session: LogSession;
  view: LogView;
  what: string;
  goTo: (n: number) => void;
}) {
  const { session, view, what, goTo } = props;
  const { t } = useTranslationRef(logTranslationRef);
  const [isMissing, setMissing] = useState(false);
  const find = async () => {
    const { step, host } = view;
    const n = await session.findFirst({ step, host }).catch(() => undefined);
    setMissing(n === undefined);
    if (n !== undefined) {
      goTo(n);
    }
  };
  return (
    <Notice>
      {t(isMissing ? 'states.notFound' : 'states.filtered', { what })}{' '}
      {isMissing ? null : (
        <button type="button" className={styles.tool} onClick={find}>
          {t('states.findFirst')}
        </button>
      )}
    </Notice>
  );
}

function Notice(props: {
  isAlert?: boolean;
  isCorner?: boolean;
  children: ReactNode;
}) {
  const { isAlert, isCorner, children } = props;
  return (
    <div
      role={isAlert ? 'alert' : 'status'}
      className={isCorner ? styles.corner : styles.notice}
      data-theme-mode="dark"
    >
      {children}
    </div>
  );
}
