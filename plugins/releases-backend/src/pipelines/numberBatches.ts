/**
 * Says to which batch each of some hosts belongs, in order. A share is one of all hosts, rounded up; the last size is
 * repeated until all hosts are done.
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
    const wanted =
      typeof size === 'number'
        ? size
        : Math.ceil((hostCount * Number.parseInt(size, 10)) / 100);
    const length = Math.min(Math.max(wanted, 1), hostCount - numbers.length);
    numbers.push(...Array.from({ length }, () => batch));
  }
  return numbers;
}
