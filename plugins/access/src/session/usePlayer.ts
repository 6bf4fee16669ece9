import { useEffect, useState } from 'react';
import { loadPlayer, type CreatePlayer } from './loadPlayer';

/** Loads the player; says why it could not be. */
export function usePlayer(
  load: () => Promise<CreatePlayer> = loadPlayer,
): [player: { create: CreatePlayer } | undefined, error: unknown] {
  const [player, setPlayer] = useState<{ create: CreatePlayer }>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let isWanted = true;
    load().then(
      create => isWanted && setPlayer({ create }),
      problem => isWanted && setError(problem),
    );
    return () => {
      isWanted = false;
    };
  }, [load]);
  return [player, error];
}
