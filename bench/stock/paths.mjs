import path from 'node:path';
import { workDirectory } from '../../scripts/launcher/paths.mjs';

/** The stock app: made here, never committed. */
export const stockDirectory = path.join(workDirectory, 'bench', 'stock', 'app');

/** Its unpacked production build, inside of it as Stagedoor's own lies inside its checkout. */
export const stockBuildDirectory = path.join(stockDirectory, 'build');
