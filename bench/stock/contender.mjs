import path from 'node:path';
import { benchDirectory } from '../lib/paths.mjs';
import { stockBuildDirectory, stockDirectory } from './paths.mjs';
import { readStockBuildId } from './prepare.mjs';

/**
 * The stock app as create-app ships it for production: its guest sign-in, its policy that allows everything.
 *
 * @returns {import('../lib/contender.mjs').Contender}
 */
export function describeStockApp() {
  return {
    name: 'stock',
    directory: stockBuildDirectory,
    configs: ['app-config.yaml', 'app-config.production.yaml'].map(name =>
      path.join(stockDirectory, name),
    ),
    configure: port => ({
      // Text, as in its own configuration: Backstage refuses a key that is text in one file and an object in another.
      backend: { listen: `127.0.0.1:${port}` },
      auth: {
        providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
      },
    }),
    env: {
      // Named by its configuration. The database is set by the benchmark; GitHub is never asked.
      GITHUB_TOKEN: 'none',
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: '5432',
      POSTGRES_USER: 'none',
      POSTGRES_PASSWORD: 'none',
    },
    compileCache: path.join(benchDirectory, 'stock', 'compile-cache'),
    usesCompileCache: false,
    buildId: readStockBuildId(),
    catalogPath: '/',
    session: {
      path: '/api/auth/guest/refresh',
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    },
    browser: {
      localStorage: { '@backstage/core:SignInPage:provider': 'guest' },
    },
  };
}
