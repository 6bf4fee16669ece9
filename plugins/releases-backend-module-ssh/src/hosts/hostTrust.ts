import { execFile } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InputError, isError, toError } from '@backstage/errors';
import { PlannedHost } from '@stagedoor/plugin-releases-common';
import { parseHostAddress } from './hostAddress';

const execute = promisify(execFile);
const timeoutMs = 20_000;
/** What ssh-keygen ends with when a file does not name a host. */
const notNamed = 1;

/** By what a host is known. */
export interface HostTrust {
  /** What is not in it is refused. */
  knownHostsFile: string;
  /** The name of the host in that file. Absent for its address. */
  hostKeyAlias?: string;
  /** What is wrong if the host shows something else. */
  whenUnknown: string;
}

/** What is wrong if a host does not have the key that its description says. */
export const whenKeyDiffers =
  'its host key is not the one in its annotation stagedoor.dev/host-key; if the host was set up anew, correct the annotation after comparing it with the host, and ask for the release again';

/** Knows hosts by the configured file alone. */
export function trustFile(knownHostsFile: string): HostTrust {
  return {
    knownHostsFile,
    whenUnknown:
      'its host key is not the one in releases.ssh.knownHostsFile; if it is new, add it there after comparing it with the host',
  };
}

/**
 * Knows a host by the key that its description says.
 *
 * @param folder - for a file
 */
export async function trustKey(
  { name }: Pick<PlannedHost, 'name'>,
  hostKey: string,
  folder: string,
): Promise<HostTrust> {
  const knownHostsFile = join(folder, 'known_hosts');
  await writeFile(knownHostsFile, `${name} ${hostKey}\n`);
  return { knownHostsFile, hostKeyAlias: name, whenUnknown: whenKeyDiffers };
}

/**
 * Whether the configured file names a host: then no other key counts, whatever else says so.
 *
 * @throws InputError if nobody can tell: then no other key may count either
 */
export async function isPinned(
  address: string,
  knownHostsFile: string,
): Promise<boolean> {
  const { host, port } = parseHostAddress(address);
  const name = port === 22 ? host : `[${host}]:${port}`;
  try {
    await execute('ssh-keygen', ['-F', name, '-f', knownHostsFile], {
      timeout: timeoutMs,
    });
    return true;
  } catch (error) {
    const { code, stderr } = toError(error);
    if (code === notNamed || (await isMissing(knownHostsFile))) {
      return false;
    }
    const why = String(stderr || 'ssh-keygen does not answer').trim();
    throw new InputError(
      `releases.ssh.knownHostsFile cannot be looked through for ${name}: ${why}`,
    );
  }
}

async function isMissing(file: string): Promise<boolean> {
  return stat(file).then(
    () => false,
    error => isError(error) && error.code === 'ENOENT',
  );
}
