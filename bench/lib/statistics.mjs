/** The middle one of some figures. */
export function median(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The figure below which the given share of the figures lies (nearest rank).
 *
 * @param {number[]} sorted - in ascending order
 * @param {number} share - from 0 to 1
 */
export function percentile(sorted, share) {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** Median, least and greatest of the repeats of one measurement. */
export function summarize(figures) {
  return {
    median: median(figures),
    min: Math.min(...figures),
    max: Math.max(...figures),
  };
}
