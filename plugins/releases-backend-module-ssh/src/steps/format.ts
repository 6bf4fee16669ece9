import { Version } from '@stagedoor/plugin-releases-common';

/** `18.4 MB` */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** The name that people chose, or the beginning of the commit. */
export function formatVersion(version: Version): string {
  return version.label ?? version.commit.slice(0, 12);
}
