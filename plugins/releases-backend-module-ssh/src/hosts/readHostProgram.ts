import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** Reads what runs on hosts: the parts in `host/`, in the order of their names, without comments. */
export function readHostProgram(): string {
  const directory = resolvePackagePath(
    '@stagedoor/plugin-releases-backend-module-ssh',
    'host',
  );
  return readdirSync(directory)
    .filter(name => name.endsWith('.sh'))
    .sort()
    .map(name => readFileSync(join(directory, name), 'utf8'))
    .join('\n')
    .replace(/^\s*(?:#.*)?\n/gm, '');
}
