/**
 * A closed loop of calls: each of `concurrency` makes its next one when the last is answered.
 *
 * @param {{ call: () => Promise<unknown>, concurrency: number, durationMs: number }} options
 * @returns {Promise<{ count: number, perSecond: number }>}
 */
export async function runCalls({ call, concurrency, durationMs }) {
  const started = performance.now();
  let count = 0;
  const one = async () => {
    while (performance.now() - started < durationMs) {
      await call();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  const perSecond = (count * 1000) / (performance.now() - started);
  return { count, perSecond };
}
