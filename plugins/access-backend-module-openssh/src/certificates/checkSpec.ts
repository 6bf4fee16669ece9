import { isIP } from 'node:net';
import { InputError } from '@backstage/errors';
import { CertificateSpec } from '@stagedoor/plugin-access-node';
import { isNetwork } from './isNetwork';

const mostSerial = 2n ** 63n - 1n;
// What logs, shells and lists of principals can do nothing unexpected with: no space, comma, quote, newline or star.
const keyIdPattern = /^[A-Za-z0-9:;=._@/-]{1,256}$/;
const principalPattern = /^[A-Za-z0-9][A-Za-z0-9:._@/-]{0,254}$/;
const mostPrincipals = 100;

const criticalOptions: Record<string, (value: string) => boolean> = {
  'force-command': value => /^[\x20-\x7e]{1,8192}$/.test(value),
  'source-address': value =>
    value.length <= 1000 &&
    value.split(',').every(part => isIP(part) !== 0 || isNetwork(part)),
  'verify-required': value => value === '',
};

const extensions: readonly string[] = [
  'no-touch-required',
  'permit-X11-forwarding',
  'permit-agent-forwarding',
  'permit-port-forwarding',
  'permit-pty',
  'permit-user-rc',
];

/**
 * Refuses what could be read in two ways, or would be valid for ever.
 *
 * @throws InputError
 */
export function checkSpec(spec: CertificateSpec): void {
  if (spec.serial < 1n || spec.serial > mostSerial) {
    throw new InputError('The serial of a certificate has 1 to 63 bits');
  }
  if (!keyIdPattern.test(spec.keyId)) {
    throw new InputError(
      "The key id of a certificate may hold letters, digits and ':;=._@/-' only",
    );
  }
  checkPrincipals(spec.principals);
  const after = spec.validAfter.getTime();
  const before = spec.validBefore.getTime();
  // Also refuses NaN. The year 9999 is far below what would mean "for ever".
  if (!(after >= 0 && after + 1000 <= before && before < 253_402_300_800_000)) {
    throw new InputError(
      'The time of a certificate has to end after it begins',
    );
  }
  checkOptions(spec);
}

function checkPrincipals(principals: readonly string[]): void {
  if (principals.length === 0 || principals.length > mostPrincipals) {
    throw new InputError(
      `A certificate has 1 to ${mostPrincipals} principals; without any it would be valid for everybody`,
    );
  }
  if (!principals.every(principal => principalPattern.test(principal))) {
    throw new InputError(
      "A principal may hold letters, digits and ':._@/-' only",
    );
  }
  if (new Set(principals).size !== principals.length) {
    throw new InputError('A certificate names each principal once');
  }
}

function checkOptions(spec: CertificateSpec): void {
  const options = Object.entries(spec.criticalOptions ?? {});
  const named = spec.extensions ?? [];
  if (spec.kind === 'host' && options.length + named.length > 0) {
    throw new InputError('A certificate of a host has no options');
  }
  for (const [name, value] of options) {
    const isValid =
      Object.hasOwn(criticalOptions, name) && criticalOptions[name](value);
    if (!isValid) {
      throw new InputError(
        `A certificate cannot have this critical option: ${JSON.stringify(name.slice(0, 100))}`,
      );
    }
  }
  if (
    !named.every(name => extensions.includes(name)) ||
    new Set(named).size !== named.length
  ) {
    throw new InputError(
      `A certificate may have each of these extensions once: ${extensions.join(', ')}`,
    );
  }
}
