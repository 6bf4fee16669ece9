/** Differences below this are within what repeats differ by on a small machine. */
const NOISE = 0.03;

/**
 * Draws the figures as a Markdown table, so that it can be read on a terminal and pasted into the documentation.
 *
 * @param {ReturnType<import('./measurements.mjs').Measurements['toRows']>} rows
 */
export function drawTable(rows) {
  const cells = [
    ['what', 'stock', 'stagedoor', 'ratio', ''],
    ...rows.map(row => [
      `${row.what} (${row.unit})`,
      format(row.stock),
      format(row.stagedoor),
      `${row.ratio.toFixed(2)}×`,
      judge(row),
    ]),
  ];
  const widths = cells[0].map((_, column) =>
    Math.max(...cells.map(line => line[column].length)),
  );
  const lines = cells.map(
    line =>
      `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`,
  );
  lines.splice(
    1,
    0,
    `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`,
  );
  return `${lines.join('\n')}\n`;
}

/** Ranges that overlap do not tell which contender is better; neither does a single sample. */
function judge({ ratio, better, repeats, stock, stagedoor }) {
  const gain = better === 'lower' ? 1 - ratio : ratio - 1;
  if (Math.abs(gain) < NOISE) {
    return 'equal';
  }
  const overlap = stock.min <= stagedoor.max && stagedoor.min <= stock.max;
  if (repeats < 2 || overlap) {
    return 'unclear';
  }
  return gain > 0 ? 'better' : 'worse';
}

function format({ median, min, max }) {
  return min === max
    ? round(median)
    : `${round(median)} (${round(min)}..${round(max)})`;
}

/** Three digits that count. */
function round(figure) {
  const digits = Math.abs(figure) >= 100 ? 0 : Math.abs(figure) >= 10 ? 1 : 2;
  return figure.toFixed(digits);
}
