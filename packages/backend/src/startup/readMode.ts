import { Config } from '@backstage/config';

/** What an installation is for; production is the stricter of the two. */
export type Mode = 'evaluation' | 'production';

/** Reads `stagedoor.mode`. Whatever is not exactly `evaluation` is production. */
export function readMode(config: Config): Mode {
  return config.getOptional('stagedoor.mode') === 'evaluation'
    ? 'evaluation'
    : 'production';
}
