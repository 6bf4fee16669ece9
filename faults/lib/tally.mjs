import { percentile } from '../../bench/lib/statistics.mjs';

/** Adds up what was found. */
export class Tally {
  #isBusy;
  #releases = 0;
  #wrong = 0;
  #failures = 0;
  #stuck = 0;
  #duplicateSwitches = 0;
  #lostLines = 0;
  #shownLines = 0;
  #switches = 0;
  #repeatedHooks = 0;
  #recoveries = [];
  #ends = [];
  #problems = [];

  /** @param {{ isBusy: boolean }} machine - does so much else that only being taken over can be asked for in time */
  constructor({ isBusy }) {
    this.#isBusy = isBusy;
  }

  /**
   * @param {string} what - was done to the release
   * @param {import('./observed-release.mjs').ObservedRelease} observed
   * @param {Awaited<ReturnType<typeof import('./check-release.mjs').checkRelease>>} result
   * @param {{ hitAt?: number, hurtAt?: number, limitMs?: number, wasHeld?: boolean }} [fault] - when it was hit, from when on
   *   somebody could go on, how soon they had to, and whether whoever was hit carried it out, so that somebody else had to
   */
  add(what, observed, result, fault = {}) {
    this.#releases += 1;
    this.#stuck += result.stuck ? 1 : 0;
    this.#duplicateSwitches += result.duplicateSwitches;
    this.#switches += observed.hosts.length;
    this.#lostLines += result.lostLines;
    this.#shownLines += observed.watches.reduce(
      (sum, { shown }) => sum + shown.size,
      0,
    );
    this.#repeatedHooks += result.repeatedHooks;
    const problems = [
      ...result.other,
      ...listBroken(result),
      ...this.#addTimes(result, fault),
    ];
    this.#wrong += problems.length > 0 ? 1 : 0;
    this.#problems.push(
      ...problems.map(problem => `#${observed.id}, ${what}: ${problem}`),
    );
  }

  #addTimes(
    { finishedAt, takenUpAt, movedAt },
    { hurtAt, hitAt = hurtAt, limitMs, wasHeld },
  ) {
    if (hurtAt === undefined || !(finishedAt > hurtAt)) {
      return [];
    }
    this.#ends.push(finishedAt - hurtAt);
    const takenUp = takenUpAt.find(at => at > hitAt);
    if (takenUp === undefined) {
      return wasHeld
        ? ['it ended, although nobody took it over from whoever was hit']
        : [];
    }
    const moved = Math.min(...movedAt.filter(at => at >= takenUp));
    this.#recoveries.push(Math.max(0, moved - hurtAt));
    return (this.#isBusy ? takenUp : moved) - hurtAt > limitMs
      ? [
          `it was taken over after ${takenUp - hurtAt} ms and went on after ${moved - hurtAt} ms; the limit is ${limitMs} ms`,
        ]
      : [];
  }

  /** Something was wrong that belongs to no release. */
  fail(text) {
    this.#failures += 1;
    this.#problems.push(text);
  }

  /** Releases of which every promise was kept. */
  get passed() {
    return this.#releases - this.#wrong;
  }

  /** Releases of which one was not, and whatever else went wrong. */
  get failed() {
    return this.#wrong + this.#failures;
  }

  get problems() {
    return this.#problems;
  }

  /** In words. */
  describe() {
    if (this.#releases === 0) {
      return [];
    }
    const lines = [
      `releases ${this.#releases}, of which ${this.#ends.length} were hit before they had ended`,
      `stuck ${rate(this.#stuck, this.#releases)}`,
      `duplicate switches ${rate(this.#duplicateSwitches, this.#switches)}`,
      `lost lines ${rate(this.#lostLines, this.#shownLines)}`,
    ];
    if (this.#recoveries.length > 0) {
      lines.push(
        `from the fault until it went on in other hands: ${spread(this.#recoveries)} (${this.#recoveries.length})`,
      );
    }
    if (this.#ends.length > 0) {
      lines.push(
        `from the fault until the release had ended: ${spread(this.#ends)} (${this.#ends.length})`,
      );
    }
    if (this.#repeatedHooks > 0) {
      lines.push(
        `hooks that were cut off and run again: ${this.#repeatedHooks}`,
      );
    }
    return lines;
  }
}

function listBroken({ stuck, duplicateSwitches, lostLines }) {
  return [
    ...(stuck ? ['stuck'] : []),
    ...(duplicateSwitches > 0 ? ['a host was switched more than once'] : []),
    ...(lostLines > 0 ? [`${lostLines} lines that were shown are gone`] : []),
  ];
}

/** With nothing seen in n, the true rate is below 3/n with 95 % certainty. */
function rate(seen, of) {
  const bound = Math.min(100, 300 / of).toPrecision(2);
  return seen === 0 && of > 0
    ? `0/${of} (95 %: below ${bound} %)`
    : `${seen}/${of}`;
}

function spread(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const [p50, p95, max] = [0.5, 0.95, 1].map(share =>
    (percentile(sorted, share) / 1000).toFixed(2),
  );
  return `p50 ${p50} s, p95 ${p95} s, max ${max} s`;
}
