import { VersionReader } from '../versions/VersionReader';

/** What this plugin needs to know about sources of versions. */
export type VersionSourceReader = Pick<
  VersionReader,
  'listVersions' | 'resolveVersion' | 'compare' | 'countBehind'
>;
