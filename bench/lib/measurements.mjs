import { summarize } from './statistics.mjs';

/**
 * The figures of one part of a benchmark: what was measured, in which unit, and every repeat of both contenders.
 */
export class Measurements {
  #rows = new Map();

  /**
   * @param {string} what - as it stands in the table
   * @param {'stock' | 'stagedoor'} contender
   * @param {number} figure
   * @param {{ unit: string, better?: 'lower' | 'higher' }} options
   */
  add(what, contender, figure, { unit, better = 'lower' }) {
    const row = this.#rows.get(what) ?? {
      what,
      unit,
      better,
      stock: [],
      stagedoor: [],
    };
    row[contender].push(figure);
    this.#rows.set(what, row);
  }

  /** One row a measurement, with `ratio` = Stagedoor's median / the stock app's. */
  toRows() {
    return [...this.#rows.values()].map(row => {
      const stock = summarize(row.stock);
      const stagedoor = summarize(row.stagedoor);
      return {
        what: row.what,
        unit: row.unit,
        better: row.better,
        repeats: Math.min(row.stock.length, row.stagedoor.length),
        stock: { ...stock, samples: row.stock },
        stagedoor: { ...stagedoor, samples: row.stagedoor },
        ratio: stagedoor.median / stock.median,
      };
    });
  }
}
