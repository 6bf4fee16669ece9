import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this file belongs to. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '..',
  '..',
);

/** What starts, tests and builds make: never committed, safe to delete (but for the data folder inside it). */
export const workDirectory = path.join(root, '.stagedoor');

export const logDirectory = path.join(workDirectory, 'logs');

export const yarnScript = path.join(
  root,
  '.yarn',
  'releases',
  'yarn-4.13.0.cjs',
);
