/**
 * Says to which batch each of some hosts belongs, in order. A number is that many hosts; a share lets a batch go on until
 * that share of all hosts is done, rounded up: `1, 50%, 100%` is one host, then the rest of the first half, then the
 * others. Every batch has a host at least. The last size is repeated, a share adding itself each time.
 *
 * @returns batch numbers, counted from 0
 */
export function numberBatches(
  hostCount: number,
  sizes: readonly (number | string)[],
): number[] {
  const numbers: number[] = [];
  for (let batch = 0; numbers.length < hostCount; batch += 1) {
    const size = sizes[Math.min(batch, sizes.length - 1)];
    const repeats = Math.max(batch - sizes.length + 2, 1);
    const wanted =
      typeof size === 'number'
        ? size
        : countShare(hostCount, size, repeats) - numbers.length;
    const length = Math.min(Math.max(wanted, 1), hostCount - numbers.length);
    numbers.push(...Array.from({ length }, () => batch));
  }
  return numbers;
}

function countShare(hostCount: number, share: string, times: number): number {
  return Math.ceil((hostCount * Number.parseInt(share, 10) * times) / 100);
}
