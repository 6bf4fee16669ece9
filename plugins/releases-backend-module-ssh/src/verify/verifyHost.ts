import {
  parseDuration,
  PlannedHost,
  Verification,
} from '@stagedoor/plugin-releases-common';
import { ReleaseFailure } from '@stagedoor/plugin-releases-node';
import { ContactLostError, HostRefusedError } from '../hosts/errors';
import {
  fillCommand,
  fillPort,
  fillUrl,
  readServiceAddress,
} from './fillTemplate';
import { poll } from './poll';
import { probeHttp } from './probeHttp';
import { probeTcp } from './probeTcp';

const probeMs = 5_000;

/** What a verification may use of the host. */
export interface VerifiedHost {
  host: PlannedHost;
  /** Runs a command on the host and returns the code that it ends with. */
  check(command: string, signal: AbortSignal): Promise<number>;
  note(text: string): void;
  signal: AbortSignal;
}

/**
 * Looks whether a host serves what it should, one verification after the other.
 *
 * @throws ReleaseFailure if one does not come true in its time
 * @throws ContactLostError if the host is gone
 */
export async function verifyHost(
  verifications: readonly Verification[],
  target: VerifiedHost,
): Promise<void> {
  for (const verification of verifications) {
    const { title, look } = prepare(verification, target);
    target.note(`Verifying: ${title}`);
    const withinMs = parseDuration(verification.within);
    const problem = await poll(look, {
      withinMs,
      attemptMs: 'command' in verification ? withinMs : probeMs,
      signal: target.signal,
      isFatal: error =>
        error instanceof ContactLostError || error instanceof HostRefusedError,
    });
    if (problem !== undefined) {
      throw new ReleaseFailure(
        `${title} did not succeed within ${verification.within}: ${problem}`,
      );
    }
  }
}

function prepare(
  verification: Verification,
  target: VerifiedHost,
): {
  title: string;
  look(signal: AbortSignal): Promise<string | undefined>;
} {
  const { host } = target;
  if ('http' in verification) {
    const url = fillUrl(verification.http, host);
    return {
      title: `GET ${url}`,
      look: signal => probeHttp(url, verification, signal),
    };
  }
  if ('tcp' in verification) {
    const address = readServiceAddress(host);
    const port = fillPort(verification.tcp, host);
    return {
      title: `TCP ${address}:${port}`,
      look: signal => probeTcp(address, port, signal),
    };
  }
  const command = fillCommand(verification.command, host);
  return {
    title: `'${command}'`,
    look: async signal => {
      const code = await target.check(command, signal);
      return code === 0 ? undefined : `it ended with ${code}`;
    },
  };
}
