/**
 * Says how often a host was switched and put back by a release, and how many changes of its live version are explained by
 * nothing: what the kernel saw has to be what the host wrote down. That a release was put back when it should not have been
 * is another matter.
 *
 * @param {number} release
 * @param {{ changes: number, history: { verb: string, release: number }[] }} seen - `changes` by the kernel
 */
export function countChanges(release, { changes, history }) {
  const own = history.filter(line => line.release === release);
  const switches = own.filter(({ verb }) => verb === 'switch').length;
  const returns = own.filter(({ verb }) => verb === 'back').length;
  const explained = 1 + returns + (history.length - own.length);
  return {
    switches,
    returns,
    // Both tell of the same ones.
    duplicates: Math.max(0, switches - 1, changes - explained),
  };
}
