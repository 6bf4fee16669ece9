/** A size as a person would say it: "512 B", "1.4 kB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  const kilobytes = bytes / 1000;
  return kilobytes < 1000
    ? `${kilobytes.toFixed(1)} kB`
    : `${(kilobytes / 1000).toFixed(1)} MB`;
}
