import { Config } from '@backstage/config';

/** Something about the configuration that an operator must or should change. */
export interface Finding {
  /** The configuration key to change. */
  key: string;
  /** What is wrong and what to do, continuing the sentence that the key begins. */
  says: string;
}

/** Looks at one aspect of the configuration. */
export type Check = (config: Config) => Finding[];

/** The whole sentence of a finding. */
export function formatFinding({ key, says }: Finding): string {
  return `${key} ${says}`;
}
