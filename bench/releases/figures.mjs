import { summarize } from '../lib/statistics.mjs';

/**
 * What was measured: Stagedoor's figure, that of whatever stands beside it, and what was aimed at.
 */
export class Figures {
  #rows = new Map();

  /**
   * @param {string} what - as it stands in the table
   * @param {string} who - `stagedoor`, or the name of what stands beside it
   * @param {number} figure
   * @param {{ unit: string, target?: { text: string, holds: (ours: number, peers: Record<string, number>) => boolean | undefined }[] }} options
   *   `target` is what was aimed at, made with the functions below
   */
  add(what, who, figure, { unit, target }) {
    const row = this.#rows.get(what) ?? { what, unit, target, samples: {} };
    row.target ??= target;
    (row.samples[who] ??= []).push(figure);
    this.#rows.set(what, row);
  }

  /** One for each measurement, with the ratio to each peer. */
  toRows() {
    return [...this.#rows.values()].map(({ what, unit, target, samples }) => {
      const { stagedoor, ...peers } = Object.fromEntries(
        Object.entries(samples).map(([who, figures]) => [
          who,
          { ...summarize(figures), samples: figures },
        ]),
      );
      return {
        what,
        unit,
        target,
        stagedoor,
        peers: Object.entries(peers).map(([name, figure]) => ({
          name,
          ...figure,
          ratio: stagedoor && stagedoor.median / figure.median,
        })),
      };
    });
  }
}

/** Draws figures as a Markdown table. */
export function drawFigures(rows) {
  const cells = [
    ['what', 'stagedoor', 'beside it', 'ratio', 'target', ''],
    ...rows.map(row => [
      `${row.what} (${row.unit})`,
      format(row.stagedoor),
      row.peers.map(peer => `${peer.name} ${format(peer)}`).join(', '),
      row.peers
        .map(({ ratio }) => (ratio ? `${ratio.toFixed(2)}×` : ''))
        .join(', '),
      describeTargets(row),
      judge(row),
    ]),
  ];
  const widths = cells[0].map((_, column) =>
    Math.max(...cells.map(line => line[column].length)),
  );
  const draw = line =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return `${[draw(cells[0]), rule, ...cells.slice(1).map(draw)].join('\n')}\n`;
}

function describeTargets({ target }) {
  return (target ?? []).map(({ text }) => text).join(', ');
}

function judge(row) {
  if (!row.target || !row.stagedoor) {
    return '';
  }
  const missed = row.target.filter(({ holds }) => {
    const peers = Object.fromEntries(
      row.peers.map(peer => [peer.name, peer.median]),
    );
    return holds(row.stagedoor.median, peers) === false;
  });
  return missed.length === 0 ? 'met' : 'missed';
}

/** Three digits that count. */
function format(figure) {
  if (!figure) {
    return '';
  }
  const { median, min, max } = figure;
  return min === max
    ? round(median)
    : `${round(median)} (${round(min)}..${round(max)})`;
}

function round(figure) {
  const digits = Math.abs(figure) >= 100 ? 0 : Math.abs(figure) >= 10 ? 1 : 2;
  return figure.toFixed(digits);
}

/** The figure has to stay below a bound. */
export function below(bound, unit) {
  return { text: `< ${bound} ${unit}`, holds: ours => ours < bound };
}

/** The figure has to be that many times smaller than the peer's. Says nothing where the peer was not measured. */
export function timesFaster(times, peer) {
  return {
    text: `${peer} ≥ ${times}×`,
    holds: (ours, peers) =>
      peer in peers ? peers[peer] / ours >= times : undefined,
  };
}

/** The figure has to be at most so many times the peer's. */
export function atMostTimes(times, peer) {
  return {
    text: `≤ ${times}× ${peer}`,
    holds: (ours, peers) =>
      peer in peers ? ours / peers[peer] <= times : undefined,
  };
}

/** The rate has to be at least that share of the peer's. */
export function atLeastShare(share, peer) {
  return {
    text: `≥ ${share * 100} % of ${peer}`,
    holds: (ours, peers) =>
      peer in peers ? ours / peers[peer] >= share : undefined,
  };
}

/** The rate has to be at least so many times the peer's. */
export function atLeastTimes(times, peer) {
  return {
    text: `≥ ${times}× ${peer}`,
    holds: (ours, peers) =>
      peer in peers ? ours / peers[peer] >= times : undefined,
  };
}
