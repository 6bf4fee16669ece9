import type { DataSource } from 'asciinema-player';

/** What the player shows, as it is told. */
type Dispatch = (
  event: 'play' | 'playing' | 'reset' | 'output' | 'resize',
  data?: unknown,
) => void;

/** What drives the player instead of a recording. */
export type PlayerDriver = (player: { dispatch: Dispatch }) => {
  play: () => boolean;
  stop: () => void;
  getCurrentTime: () => number;
};

/** The player takes a driver as well as data, which its types do not say: this is both. */
export function toSource(driver: PlayerDriver): DataSource & PlayerDriver {
  return Object.assign(driver, { data: '' });
}

/**
 * Shows the lines of a recording the moment they come. What came before is on the screen at once.
 *
 * @param begin - has lines handed to it from now on; the function that it returns ends that
 */
export function createLiveSource(
  begin: (onLine: (line: string) => void) => () => void,
) {
  return toSource(({ dispatch }) => {
    let end: (() => void) | undefined;
    let seconds = 0;
    const show = (line: string) => {
      const event: unknown = JSON.parse(line);
      if (!Array.isArray(event)) {
        dispatch('reset', { size: readHeader(event) });
        dispatch('playing');
        return;
      }
      const [at, kind, data] = event;
      seconds = at;
      if (kind === 'o') {
        dispatch('output', data);
      } else if (kind === 'r') {
        const [cols, rows] = String(data).split('x').map(Number);
        dispatch('resize', { cols, rows });
      }
    };
    return {
      play: () => {
        dispatch('play');
        end ??= begin(show);
        return true;
      },
      stop: () => end?.(),
      getCurrentTime: () => seconds,
    };
  });
}

function readHeader(header: unknown) {
  const { width, height } = header as { width?: number; height?: number };
  return { cols: width ?? 80, rows: height ?? 24 };
}
