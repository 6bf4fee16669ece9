import { isIPv6 } from 'node:net';
import { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { readHostKey } from './readHostKey';

const addressAnnotation = 'stagedoor.dev/ssh-address';
const connectionAnnotation = 'stagedoor.dev/connection';
const keyAnnotation = 'stagedoor.dev/host-key';

/** Whether a host is a folder of the platform's own machine. */
export function isLocal({ metadata }: Entity): boolean {
  return metadata.annotations?.[connectionAnnotation] === 'local';
}

/** Where the SSH server of a host listens. */
export function readAddress(host: Entity): string {
  const address = host.metadata.annotations?.[addressAnnotation];
  if (!address) {
    return 'localhost:22';
  }
  if (isIPv6(address)) {
    return `[${address}]:22`;
  }
  return /:\d+$/.test(address) ? address : `${address}:22`;
}

/** The key that a host has to show, or why nobody can tell. */
export function findKey({ metadata }: Entity): {
  hostKey?: string;
  problem?: string;
} {
  const text = metadata.annotations?.[keyAnnotation];
  try {
    return text ? { hostKey: readHostKey(text) } : {};
  } catch (error) {
    return {
      problem: `${metadata.name} cannot be known by its annotation ${keyAnnotation}: ${toError(error).message}`,
    };
  }
}
