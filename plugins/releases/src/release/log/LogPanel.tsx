import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Release } from '@stagedoor/plugin-releases-common';
import { Unseen } from '@stagedoor/ui-parts';
import {
  useCallback,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
} from 'react';
import { FollowChip } from './FollowChip';
import { groupLines } from './groupLines';
import { useLineInAddress } from './lineInAddress';
import { LogList } from './LogList';
import { LogNotice } from './LogNotice';
import styles from './LogPanel.module.css';
import { LogSearchBar } from './LogSearchBar';
import { LogToolbar } from './LogToolbar';
import { logTranslationRef } from './translation';
import { useLogKeys } from './useLogKeys';
import { useLogPosition } from './useLogPosition';
import { useLogSession } from './useLogSession';
import { useLogStep } from './useLogStep';
import { useLogView } from './useLogView';
import { useSearchedLog } from './useSearchedLog';
import { useSpeed } from './useSpeed';

/** The log of a release, as it is written: followed, filtered, folded and searched. */
export function LogPanel(props: {
  release: Release;
  /** The step whose lines are shown alone. */
  step?: string;
  onStepChange: (step: string | undefined) => void;
  onReleaseChange: () => void;
}) {
  const { release, step, onStepChange, onReleaseChange } = props;
  const { t } = useTranslationRef(logTranslationRef);
  const panel = useRef<HTMLElement>(null);
  const { session, log } = useLogSession(release.id, onReleaseChange);
  const { view, ...tools } = useLogView(step);
  const rows = useMemo(() => groupLines(log.lines, view), [log.lines, view]);
  const [selected, point] = useLineInAddress();
  const position = useLogPosition(session, log, selected);
  const search = useSearchedLog(release.id, view, log, position.goTo);
  const [isSearchOpen, setSearchOpen] = useState(false);
  useLogStep(session, log, view, position.goTo);
  useLogKeys(panel, {
    search: () => setSearchOpen(true),
    follow: position.toggle,
    next: search.next,
    previous: search.previous,
  });

  const titles = useMemo(
    () => new Map(release.steps.map(({ key, title }) => [key, title])),
    [release.steps],
  );
  const titleOf = useCallback(
    (row: { step: string; host?: string }) =>
      row.host ?? titles.get(row.step) ?? row.step,
    [titles],
  );
  const hosts = release.hostResults.map(host => host.name);
  // Where the keyboard goes on when what it was on is taken away.
  const focusLog = () =>
    panel.current?.querySelector<HTMLElement>('[role="log"]')?.focus();
  const { follow } = position;
  const select = useCallback(
    (n: number) => {
      point(n);
      follow(false);
    },
    [point, follow],
  );

  return (
    <section ref={panel} className={styles.panel} aria-label={t('title')}>
      <div className={styles.head}>
        <h2>{t('title')}</h2>
        <LogToolbar
          release={release.id}
          hosts={hosts}
          view={view}
          tools={tools}
          stepTitle={step && titleOf({ step })}
          onStepClear={() => {
            onStepChange(undefined);
            focusLog();
          }}
          onFoldAll={() => tools.foldAll(log.lines)}
          isSearchOpen={isSearchOpen}
          onSearch={() => setSearchOpen(!isSearchOpen)}
        >
          <FollowChip log={log} position={position} />
        </LogToolbar>
      </div>
      {isSearchOpen ? (
        <LogSearchBar
          search={search}
          onClose={() => {
            search.setText('');
            setSearchOpen(false);
            focusLog();
          }}
        />
      ) : null}
      <div className={styles.body} style={widthOf(hosts)}>
        <LogNotice
          release={release}
          log={log}
          session={session}
          isEmpty={rows.length === 0}
          view={view}
          what={view.host ?? (step ? titleOf({ step }) : '')}
          goTo={position.goTo}
        />
        <LogList
          label={t('label', { release: String(release.id) })}
          rows={rows}
          titleOf={titleOf}
          isFollowing={position.isFollowing}
          onFollow={position.follow}
          isFast={useSpeed(log.newest)}
          isWrapped={tools.isWrapped}
          hasOlder={log.hasOlder}
          hasNewer={!log.isAttached}
          isPaging={log.isPaging || log.pagingProblem !== undefined}
          onReadOlder={position.readOlder}
          onReadNewer={position.readNewer}
          selected={search.current ?? selected}
          search={search.found.text}
          target={position.target}
          onSelect={select}
          onToggle={tools.toggle}
        />
      </div>
      <Unseen>{t('keys')}</Unseen>
    </section>
  );
}

/** Room for the longest name, within reason. */
function widthOf(
  hosts: readonly string[],
): CSSProperties & Record<'--log-host-width', string> {
  const longest = Math.max(0, ...hosts.map(host => host.length));
  return { '--log-host-width': `${Math.min(18, longest)}ch` };
}
