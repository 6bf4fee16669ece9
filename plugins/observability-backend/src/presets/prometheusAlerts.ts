/**
 * Names of alerts from `prometheus.io/alert`; none for the word "all", which means every alert.
 */
export function readAlertNames(annotation: string): string[] {
  const names = annotation
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
  return names.includes('all') ? [] : names;
}
