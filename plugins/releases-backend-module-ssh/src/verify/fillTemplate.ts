import { isIPv6 } from 'node:net';
import { PlannedHost } from '@stagedoor/plugin-releases-common';
import { ReleaseFailure } from '@stagedoor/plugin-releases-node';
import { parseHostAddress } from '../hosts/hostAddress';

/** Where the platform looks for a service on a host. */
export function readServiceAddress(host: PlannedHost): string {
  const { host: address } = parseHostAddress(host.address);
  return host.connection === 'local' && address === 'localhost'
    ? '127.0.0.1'
    : address;
}

/** Fills `{host}`, `{address}` and `{NAME}` of the host's variables into a URL. No value can leave its place in it. */
export function fillUrl(template: string, host: PlannedHost): URL {
  const filled = fill(template, host, (name, value) => {
    if (value === undefined) {
      throw new ReleaseFailure(
        `${host.name} has no variable ${name}, which verify asks for; give it one under hosts`,
      );
    }
    if (name === 'address') {
      return isIPv6(value) ? `[${value}]` : value;
    }
    return encodeURIComponent(value);
  });
  const url = URL.canParse(filled) ? new URL(filled) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username) {
    throw new ReleaseFailure(
      `'${filled}' in verify is not an http address; write it as http://{address}:8080/healthz`,
    );
  }
  return url;
}

/**
 * Fills values into a command. A value that the shell would read otherwise than as plain text is refused: the same
 * values are there as variables of the environment, which are always safe.
 */
export function fillCommand(template: string, host: PlannedHost): string {
  return fill(template, host, (name, value) => {
    if (value === undefined) {
      return `{${name}}`;
    }
    if (!/^[A-Za-z0-9_.:@%+=,/-]*$/.test(value)) {
      throw new ReleaseFailure(
        `The value of {${name}} cannot be written into a command; use "$${name === 'host' ? 'STAGEDOOR_HOST' : name}" instead`,
      );
    }
    return value;
  });
}

/** Reads the port of a TCP verification, written out or `{NAME}` of a variable. */
export function fillPort(port: number | string, host: PlannedHost): number {
  const filled =
    typeof port === 'number'
      ? port
      : Number(fill(port, host, (_, value) => value ?? ''));
  if (!Number.isInteger(filled) || filled < 1 || filled > 65_535) {
    throw new ReleaseFailure(
      `'${port}' in verify is not a port on ${host.name}; give the host that variable`,
    );
  }
  return filled;
}

function fill(
  template: string,
  host: PlannedHost,
  encode: (name: string, value: string | undefined) => string,
): string {
  const values = new Map<string, string>([
    ...Object.entries(host.variables),
    ['host', host.name],
    ['address', readServiceAddress(host)],
  ]);
  return template.replace(/\{(host|address|[A-Z][A-Z0-9_]*)\}/g, (_, name) =>
    encode(name, values.get(name)),
  );
}
