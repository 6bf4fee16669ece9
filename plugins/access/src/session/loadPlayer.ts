import type { create } from 'asciinema-player';

declare module 'asciinema-player' {
  interface Player {
    /** Its types leave out an event that it has: somebody went to another moment. */
    addEventListener(eventName: 'seeked', handler: () => void): void;
  }
}

type AnyPlayer = ReturnType<typeof create>;

/** What a replay needs of a player of terminal recordings. */
export type CreatePlayer = (...args: Parameters<typeof create>) => Pick<
  AnyPlayer,
  'dispose' | 'getCurrentTime' | 'seek' | 'play'
> & {
  addEventListener: {
    (event: 'play' | 'pause' | 'ended', hear: () => void): void;
    (event: 'seeked', hear: () => void): void;
  };
};

/** Loads the player, which is large, only when somebody replays something. */
export async function loadPlayer(): Promise<CreatePlayer> {
  const [player] = await Promise.all([
    import('asciinema-player'),
    import('asciinema-player/dist/bundle/asciinema-player.css'),
  ]);
  return player.create;
}
