import { useApi } from '@backstage/frontend-plugin-api';
import type { Session } from '@stagedoor/plugin-access-common';
import { useLoad } from '@stagedoor/ui-parts';
import { useCallback, useMemo, useState } from 'react';
import { accessApiRef } from '../api/accessApiRef';
import { isTear } from './moments';

/** What is fetched of a long recording at first, so that it can be looked at while the rest is on its way. */
const headBytes = 512 * 1024;

/** Reads the recording of a session: of a long one the beginning at once, then all of it. */
export function useCast(session: Session): {
  /** As much as there is, in whole lines. */
  cast?: string;
  isWhole: boolean;
  /** It ends where something is missing or was changed. */
  isTorn: boolean;
  error?: unknown;
  reload: () => void;
} {
  const api = useApi(accessApiRef);
  const { id } = session;
  const [isLong] = useState(session.recording.bytes > 4 * headBytes);
  const head = useLoad(
    useCallback(
      async signal => {
        if (!isLong) {
          return undefined;
        }
        const response = await api.readRecording(id, signal, {
          first: headBytes,
        });
        const text = await response.text();
        return text.slice(0, text.lastIndexOf('\n') + 1);
      },
      [api, id, isLong],
    ),
  );
  const whole = useLoad(
    useCallback(
      async signal => {
        const response = await api.readRecording(id, signal);
        return response.text();
      },
      [api, id],
    ),
  );
  const { value, error, reload } = whole;
  const isTorn = useMemo(() => isTear(lastLine(value ?? '')), [value]);
  return {
    cast: value ?? head.value,
    isWhole: value !== undefined,
    ...{ isTorn, error, reload },
  };
}

function lastLine(text: string): string {
  const end = text.endsWith('\n') ? text.length - 1 : text.length;
  return text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
}
