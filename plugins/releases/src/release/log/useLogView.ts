import type { LogLine } from '@stagedoor/plugin-releases-common';
import { useCallback, useMemo, useState } from 'react';
import type { Grouping, LogView } from './groupLines';

/** What of the log is shown, and how that is changed. */
export function useLogView(step: string | undefined) {
  const [host, setHost] = useState<string>();
  const [grouping, setGrouping] = useState<Grouping>('step');
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set());
  const [isWrapped, setWrapped] = useState(isNarrow);

  const toggle = useCallback((id: string) => {
    setFolded(last => {
      const next = new Set(last);
      return next.delete(id) ? next : next.add(id);
    });
  }, []);
  const foldAll = useCallback((lines: readonly LogLine[]) => {
    setFolded(last =>
      last.size > 0 ? new Set() : new Set(lines.map(line => line.step)),
    );
  }, []);
  const view = useMemo<LogView>(
    () => ({ step, host, grouping, folded }),
    [step, host, grouping, folded],
  );
  return {
    view,
    setHost,
    setGrouping,
    toggle,
    foldAll,
    isWrapped,
    setWrapped,
  };
}

/** How {@link useLogView} lets the view be changed. */
export type LogTools = Omit<ReturnType<typeof useLogView>, 'view'>;

function isNarrow(): boolean {
  return window.matchMedia?.('(max-width: 699px)').matches ?? false;
}
