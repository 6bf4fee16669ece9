import type { Session } from '@stagedoor/plugin-access-common';
import { useQueryInUrl } from '@stagedoor/ui-parts';
import { useCallback, useState } from 'react';
import type { CreatePlayer } from './loadPlayer';
import { LiveTerminal } from './LiveTerminal';
import { Replay } from './Replay';

/** What was and is on the terminal of a session: watched while it lives, unless the address names a moment of it. */
export function Recording(props: {
  session: Session;
  onChange: () => void;
  /** Another player, for tests. */
  load?: () => Promise<CreatePlayer>;
}) {
  const { session, onChange, load } = props;
  const [query] = useQueryInUrl();
  const isLive = session.state === 'active';
  const [isWatching, setWatching] = useState(isLive && !query.has('t'));
  const replay = useCallback(() => setWatching(false), []);
  const watch = useCallback(() => setWatching(true), []);
  return isWatching ? (
    <LiveTerminal
      session={session}
      onReplay={replay}
      onOver={onChange}
      load={load}
    />
  ) : (
    <Replay
      session={session}
      onWatch={isLive ? watch : undefined}
      load={load}
      onTorn={session.recording.state === 'torn' ? undefined : onChange}
    />
  );
}
