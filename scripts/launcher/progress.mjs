import process from 'node:process';

/**
 * Shows the steps of a set-up: which one runs, how far along it is and how long it took. On a terminal the running
 * line is rewritten in place; elsewhere (a log file, CI) only the start and the end of a step are printed.
 */
export class Progress {
  #total;
  #done = 0;
  #out;

  /** @param {{ total: number, out?: NodeJS.WriteStream }} options */
  constructor({ total, out = process.stdout }) {
    this.#total = total;
    this.#out = out;
  }

  /**
   * Runs one step.
   *
   * @template T
   * @param {string} title - what is being done, as a person would say it
   * @param {(report: (detail: string) => void) => Promise<T>} work - calls `report` with how far along it is
   * @param {{ usually?: string }} [options] - how long it usually takes
   * @returns {Promise<T>}
   */
  async step(title, work, { usually } = {}) {
    this.#done += 1;
    const label = `[${this.#done}/${this.#total}] ${title}`;
    const started = Date.now();
    let detail = usually ? `usually ${usually}` : '';
    const draw = () =>
      this.#rewrite(
        `${label} … ${seconds(started)}${detail ? ` (${detail})` : ''}`,
      );
    const live = this.#out.isTTY;
    if (live) {
      draw();
    } else if (usually) {
      this.#out.write(`${label} … (${detail})\n`);
    }
    const timer = live ? setInterval(draw, 1_000) : undefined;
    try {
      const result = await work(next => {
        detail = next;
        if (live) {
          draw();
        }
      });
      this.#finish(
        `${label}: ${result === 'skipped' ? 'already done' : `done in ${seconds(started)}`}`,
      );
      return result;
    } catch (error) {
      this.#finish(`${label}: failed after ${seconds(started)}`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  #rewrite(line) {
    this.#out.write(
      `\r\u001b[2K${line.slice(0, (this.#out.columns ?? 80) - 1)}`,
    );
  }

  #finish(line) {
    this.#out.write(this.#out.isTTY ? `\r\u001b[2K${line}\n` : `${line}\n`);
  }
}

function seconds(started) {
  const elapsed = (Date.now() - started) / 1000;
  return elapsed < 60
    ? `${elapsed.toFixed(elapsed < 10 ? 1 : 0)} s`
    : `${Math.floor(elapsed / 60)} min ${Math.round(elapsed % 60)} s`;
}
