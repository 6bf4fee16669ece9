import { Config } from '@backstage/config';
import { toError } from '@backstage/errors';
import { Check, Finding } from './Finding';
import { findDemonstration } from './checks/findDemonstration';
import { findDisabledPermissions } from './checks/findDisabledPermissions';
import { findExampleData } from './checks/findExampleData';
import { findLocalHosts } from './checks/findLocalHosts';
import { findNoSignIn } from './checks/findNoSignIn';
import { findOpenListener } from './checks/findOpenListener';
import { findOpenSignIn } from './checks/findOpenSignIn';
import { findPlainHttp } from './checks/findPlainHttp';
import { findUnfitDatabase } from './checks/findUnfitDatabase';
import { findUnreachableProvider } from './checks/findUnreachableProvider';
import { findWeakSecrets } from './checks/findWeakSecrets';
import { readMode } from './readMode';

const CHECKS = {
  production: {
    refuse: [
      findOpenSignIn,
      findUnreachableProvider,
      findExampleData,
      findLocalHosts,
      findDemonstration,
      findWeakSecrets,
      findUnfitDatabase,
      findDisabledPermissions,
    ],
    warn: [findNoSignIn, findPlainHttp],
  },
  evaluation: { refuse: [], warn: [findOpenListener] },
} satisfies Record<string, { refuse: Check[]; warn: Check[] }>;

/** What speaks against starting with this configuration, and what only deserves a warning. */
export function checkConfiguration(config: Config): {
  refusals: Finding[];
  warnings: Finding[];
} {
  const { refuse, warn } = CHECKS[readMode(config)];
  return {
    refusals: [...findUnknownMode(config), ...run(refuse, config)],
    warnings: run(warn, config),
  };
}

function run(checks: Check[], config: Config): Finding[] {
  return checks.flatMap(check => {
    try {
      return check(config);
    } catch (error) {
      // A value of the wrong type; the reader's message names its key.
      return [
        {
          key: 'The configuration',
          says: `is wrong: ${toError(error).message}.`,
        },
      ];
    }
  });
}

function findUnknownMode(config: Config): Finding[] {
  const mode = config.getOptional('stagedoor.mode');
  return mode === undefined || mode === 'evaluation' || mode === 'production'
    ? []
    : [
        {
          key: 'stagedoor.mode',
          says: `is '${mode}': set it to evaluation or production.`,
        },
      ];
}
