import fs from 'node:fs';
import path from 'node:path';
import { root, workDirectory } from '../../scripts/launcher/paths.mjs';
import { buildDirectory } from '../../scripts/launcher/production-build.mjs';
import { benchDirectory } from '../lib/paths.mjs';

/** The person that the benchmark is signed in as: a developer, who reads the catalog through the roles policy. */
const PERSON = 'user:default/ana.ruiz';

/**
 * Stagedoor as `npm start` runs it.
 *
 * @returns {import('../lib/contender.mjs').Contender}
 */
export function describeStagedoor() {
  const dataDirectory = path.join(benchDirectory, 'stagedoor', 'data');
  fs.mkdirSync(dataDirectory, { recursive: true });
  return {
    name: 'stagedoor',
    directory: buildDirectory,
    configs: ['app-config.yaml', 'app-config.example.yaml'].map(name =>
      path.join(root, name),
    ),
    configure: port => ({
      stagedoor: { dataDirectory },
      // As the example data of both is left out, so are the example repositories.
      repositories: { seed: [] },
      backend: { listen: { host: '127.0.0.1', port } },
      auth: { session: { secret: 'only-for-the-benchmark-0123456789abcdef' } },
    }),
    env: { STAGEDOOR_HOME: root },
    compileCache: path.join(workDirectory, 'compile-cache'),
    usesCompileCache: true,
    buildId: fs.readFileSync(
      path.join(workDirectory, 'stamps', 'build'),
      'utf8',
    ),
    catalogPath: '/catalog',
    session: {
      path: '/api/auth/persona/refresh',
      headers: { 'x-stagedoor-persona': PERSON },
    },
    browser: { sessionStorage: { 'stagedoor.signIn.persona': PERSON } },
  };
}
