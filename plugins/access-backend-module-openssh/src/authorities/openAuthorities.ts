import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { assertError, isError } from '@backstage/errors';
import { CertificateSigner } from '@stagedoor/plugin-access-node';
import { readPublicKey } from '../keys/readPublicKey';
import { formatKey } from '../keys/SshPublicKey';
import { AgentCertificateSigner } from '../signers/AgentCertificateSigner';
import { AgentClient } from '../signers/AgentClient';
import { FileCertificateSigner } from '../signers/FileCertificateSigner';
import {
  AuthorityName,
  authorityNames,
  CertificateAuthorities,
  CertificateAuthority,
} from './CertificateAuthority';

// Keys that hosts trust as well: one that will sign soon, and one that signed until lately.
const others = ['next', 'previous'];

/** Opens the authorities. Makes keys that there are none of, unless an ssh-agent has to hold them. */
export async function openAuthorities(options: {
  caFolder: string;
  agentSocket?: string;
  logger: LoggerService;
}): Promise<CertificateAuthorities> {
  const open = (name: AuthorityName) => openAuthority(name, options);
  const [bastionUsers, hostsUsers, hostKeys] = await Promise.all(
    authorityNames.map(open),
  );
  const keys = [bastionUsers, hostsUsers, hostKeys].map(
    ({ signer }) => signer.publicKey,
  );
  if (new Set(keys).size !== keys.length) {
    throw new Error(
      `The authorities in ${options.caFolder} need a key each: a certificate for the bastion must be good for nothing else`,
    );
  }
  return {
    'bastion-users': bastionUsers,
    'hosts-users': hostsUsers,
    'host-keys': hostKeys,
  };
}

async function openAuthority(
  name: AuthorityName,
  options: { caFolder: string; agentSocket?: string; logger: LoggerService },
): Promise<CertificateAuthority> {
  const file = join(options.caFolder, name);
  const signer = options.agentSocket
    ? await openAgent(file, options.agentSocket)
    : await openFile(file, options.logger);
  const trusted = await Promise.all(
    others.map(other => readKeyFile(`${file}.${other}.pub`)),
  );
  return {
    signer,
    trusted: [
      ...new Set([signer.publicKey, ...trusted.flatMap(key => key ?? [])]),
    ],
  };
}

async function openFile(
  file: string,
  logger: LoggerService,
): Promise<CertificateSigner> {
  const signer = await FileCertificateSigner.open(file);
  if (signer.isNew) {
    logger.info(
      `Made a certificate authority: its key lies in ${file}, and what hosts are to trust in ${file}.pub`,
    );
  }
  return signer;
}

async function openAgent(
  file: string,
  socket: string,
): Promise<CertificateSigner> {
  const publicKey = await readKeyFile(`${file}.pub`);
  if (!publicKey) {
    throw new Error(
      `access.openssh.agentSocket: ${file}.pub has to say which key of the agent signs, and does not exist`,
    );
  }
  return AgentCertificateSigner.open({
    agent: new AgentClient(socket),
    publicKey,
  });
}

async function readKeyFile(file: string): Promise<string | undefined> {
  try {
    return formatKey(readPublicKey(await readFile(file, 'utf8')));
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    assertError(error);
    throw new Error(`${file}: ${error.message}`);
  }
}
