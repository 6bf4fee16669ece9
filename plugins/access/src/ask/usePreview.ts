import { useApi } from '@backstage/frontend-plugin-api';
import type { AccessPreview } from '@stagedoor/plugin-access-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLoad, useSettled } from '@stagedoor/ui-parts';
import { accessApiRef } from '../api/accessApiRef';
import { previewOf, type Draft } from './Draft';

const settleMs = 300;

/** What would have to happen for a draft, again whenever it changes. The last answer stays until the next is there. */
export function usePreview(draft: Draft, component: string | undefined) {
  const api = useApi(accessApiRef);
  const [shortest, setShortest] = useState(1);
  const asked = JSON.stringify(previewOf(draft, component, shortest) ?? null);
  const settled = useSettled(asked, settleMs);
  const { value, error, isLoading, reload } = useLoad(
    useCallback(
      async signal => {
        const body: ReturnType<typeof previewOf> = JSON.parse(settled);
        return body
          ? api.call('previewRequest', { params: {}, body }, { signal })
          : undefined;
      },
      [api, settled],
    ),
  );
  if (value?.rule && value.rule.shortestReason !== shortest) {
    setShortest(value.rule.shortestReason);
  }
  const last = useRef<AccessPreview>();
  useEffect(() => {
    last.current = value ?? last.current;
  }, [value]);
  const isEmpty = draft.hosts.length === 0;
  return {
    preview: isEmpty ? undefined : (value ?? last.current),
    error: isEmpty ? undefined : error,
    /** What is shown is not about what stands in the form now. */
    isOutdated:
      !isEmpty && (value === undefined || isLoading || settled !== asked),
    reload,
  };
}
