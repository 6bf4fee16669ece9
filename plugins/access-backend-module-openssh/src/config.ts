import { isIP } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { readTypedConfig } from '@stagedoor/typed-config';
import { z } from 'zod';
import { parseAddress } from './bastions/parseAddress';
import { isNetwork } from './certificates/isNetwork';
import { readPublicKey } from './keys/readPublicKey';
import { formatKey } from './keys/SshPublicKey';

/** A bastion, as the operator describes it. */
export interface BastionConfig {
  name: string;
  /** `host:port`, as people reach it. */
  address: string;
  /** The account that everybody logs in to. */
  user: string;
  /** With which it speaks to the platform. */
  token: string;
  /** Where its connections to hosts come from: addresses or networks. */
  sourceAddresses: readonly string[];
  /** Its public key, in one line. Absent if it has a certificate of the authority. */
  hostKey?: string;
}

/** What the operator decides about certificates and bastions. */
export interface OpenSshConfig {
  caFolder: string;
  agentSocket?: string;
  /** Where connections of the platform's own programs come from. Empty for anywhere. */
  platformAddresses: readonly string[];
  bastions: readonly BastionConfig[];
}

const absolute = z
  .string()
  .refine(isAbsolute, { error: 'must be an absolute path' });

const networks = z
  .union([z.string(), z.array(z.string()).min(1).max(20)])
  .transform(value => [value].flat())
  .refine(
    values => values.every(value => isIP(value) !== 0 || isNetwork(value)),
    {
      error:
        'must be an IP address or a network such as 10.1.0.0/16, or a list of them',
    },
  );

const publicKey = z.string().transform((text, context) => {
  try {
    return formatKey(readPublicKey(text));
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: error instanceof InputError ? error.message : 'is no public key',
    });
    return z.NEVER;
  }
});

const bastionSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'must be like the name of a host'),
    address: z.string().refine(text => parseAddress(text) !== undefined, {
      error: 'must be host:port',
    }),
    user: z
      .string()
      .regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'must be the name of an account')
      .default('jump'),
    token: z
      .string()
      .min(
        32,
        'must have 32 characters or more; make one with: openssl rand -hex 32',
      )
      .max(500)
      // What else could never be sent, and a bastion would only hear that it is wrong.
      .regex(
        /^[\x21-\x7e]*$/,
        'must be letters, digits and signs, without a blank or the end of a line',
      ),
    sourceAddress: networks,
    hostKey: publicKey.optional(),
  })
  .transform(({ sourceAddress, ...bastion }) => ({
    ...bastion,
    sourceAddresses: sourceAddress,
  }));

const bastionsSchema = z
  .array(bastionSchema)
  .max(20)
  .superRefine((bastions, context) => {
    for (const key of ['name', 'token'] as const) {
      bastions.forEach((bastion, index) => {
        if (bastions.findIndex(other => other[key] === bastion[key]) < index) {
          context.addIssue({
            code: 'custom',
            path: [index, key],
            message: 'is also that of another bastion',
          });
        }
      });
    }
  });

const opensshSchema = z.strictObject({
  caFolder: absolute.optional(),
  agentSocket: absolute.optional(),
  platformAddress: networks.optional(),
});

/** Reads what the operator decides; what is wrong with it stops the start, naming the key. */
export function readOpenSshConfig(config: RootConfigService): OpenSshConfig {
  const openssh = readTypedConfig(config, 'access.openssh', opensshSchema);
  const bastions = config.has('access.bastions')
    ? readTypedConfig(config, 'access.bastions', bastionsSchema)
    : [];
  return {
    caFolder: openssh.caFolder ?? readDefaultFolder(config),
    agentSocket: openssh.agentSocket,
    platformAddresses: openssh.platformAddress ?? [],
    bastions,
  };
}

function readDefaultFolder(config: RootConfigService): string {
  const dataDirectory = config.getString('stagedoor.dataDirectory');
  if (!isAbsolute(dataDirectory)) {
    throw new InputError(
      `stagedoor.dataDirectory: must be an absolute path, not '${dataDirectory}'`,
    );
  }
  return join(dataDirectory, 'access', 'ca');
}
