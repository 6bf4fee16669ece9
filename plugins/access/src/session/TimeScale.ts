/**
 * A recording has two clocks: the session's own, which everything else refers to, and that of the player, which leaves
 * long pauses out. This reads one from the other.
 */
export class TimeScale {
  /** Moments of events on the session's clock, and on the player's. */
  readonly #session: number[] = [0];
  readonly #player: number[] = [0];

  /**
   * @param cast - asciicast v2
   * @param longestPause - seconds after which a pause is cut; undefined if none is
   */
  constructor(cast: string, longestPause: number | undefined) {
    for (const line of cast.split('\n').slice(1)) {
      const at = readMoment(line);
      const last = this.#session.at(-1) ?? 0;
      if (at !== undefined && at >= last) {
        const pause = at - last;
        this.#player.push(
          (this.#player.at(-1) ?? 0) +
            (longestPause === undefined
              ? pause
              : Math.min(pause, longestPause)),
        );
        this.#session.push(at);
      }
    }
  }

  /** How long the session was, as far as it was recorded. */
  get seconds(): number {
    return this.#session.at(-1) ?? 0;
  }

  toPlayer(seconds: number): number {
    return translate(seconds, this.#session, this.#player);
  }

  toSession(seconds: number): number {
    return translate(seconds, this.#player, this.#session);
  }
}

/** When an event line was; undefined if the line is none. */
function readMoment(line: string): number | undefined {
  const moment = /^\[\s*(\d+(?:\.\d+)?)/.exec(line)?.[1];
  return moment === undefined ? undefined : Number(moment);
}

/** Between two events both clocks run evenly. */
function translate(
  value: number,
  from: readonly number[],
  to: readonly number[],
): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (from[middle] <= value) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  const next = low + 1;
  if (next >= from.length || from[next] === from[low]) {
    return to[low];
  }
  const share = (value - from[low]) / (from[next] - from[low]);
  return to[low] + Math.max(0, share) * (to[next] - to[low]);
}
