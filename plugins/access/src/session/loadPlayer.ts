import type { create } from 'asciinema-player';

type Player = ReturnType<typeof create>;

/** What a replay needs of a player of terminal recordings. */
export type CreatePlayer = (...args: Parameters<typeof create>) => Pick<
  Player,
  'dispose' | 'getCurrentTime' | 'seek' | 'play'
> & {
  addEventListener: (
    event: 'play' | 'pause' | 'ended',
    hear: () => void,
  ) => void;
};

/** Loads the player, which is large, only when somebody replays something. */
export async function loadPlayer(): Promise<CreatePlayer> {
  const [player] = await Promise.all([
    import('asciinema-player'),
    import('asciinema-player/dist/bundle/asciinema-player.css'),
  ]);
  return player.create;
}
