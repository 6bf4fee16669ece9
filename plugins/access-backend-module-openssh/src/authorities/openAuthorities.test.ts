import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { Keygen } from '../__testUtils__/Keygen';
import { listAuthorityKeys } from './listAuthorityKeys';
import { openAuthorities } from './openAuthorities';

let keygen: Keygen;
let caFolder: string;

beforeEach(() => {
  keygen = new Keygen();
  caFolder = join(keygen.folder, 'ca');
});

afterEach(() => keygen.close());

const open = (agentSocket?: string) => {
  const logger = mockServices.logger.mock();
  return openAuthorities({ caFolder, agentSocket, logger }).then(
    authorities => ({ authorities, logger }),
  );
};

describe('openAuthorities', () => {
  it('makes three authorities, and says once where they lie', async () => {
    const { authorities, logger } = await open();
    const keys = Object.values(authorities).map(({ trusted }) => trusted);
    expect(new Set(keys.flat()).size).toBe(3);
    expect(logger.info).toHaveBeenCalledTimes(3);
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringContaining(join(caFolder, 'host-keys.pub')),
    );
    const again = await open();
    expect(again.logger.info).not.toHaveBeenCalled();
    expect(
      Object.values(again.authorities).map(({ trusted }) => trusted),
    ).toEqual(keys);
  });

  it('trusts the next key before it signs, and the previous one for a while after', async () => {
    const before = (await open()).authorities['hosts-users'];
    const file = join(caFolder, 'hosts-users');
    keygen.run('-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', `${file}.next`);
    const next = readFileSync(`${file}.next.pub`, 'utf8').trim();

    const announced = (await open()).authorities['hosts-users'];
    expect(announced.signer.publicKey).toBe(before.signer.publicKey);
    expect(announced.trusted).toEqual([before.signer.publicKey, next]);

    renameSync(`${file}.pub`, `${file}.previous.pub`);
    renameSync(`${file}.next`, file);
    renameSync(`${file}.next.pub`, `${file}.pub`);
    const { authorities } = await open();
    const exchanged = authorities['hosts-users'];
    expect(exchanged.signer.publicKey).toBe(next);
    expect(exchanged.trusted).toEqual([next, before.signer.publicKey]);
    expect([...listAuthorityKeys(authorities).keys()]).toContain(
      keygen.fingerprint(before.signer.publicKey),
    );

    rmSync(`${file}.previous.pub`);
    expect((await open()).authorities['hosts-users'].trusted).toEqual([next]);
  });

  it('refuses one key for two purposes', async () => {
    await open();
    for (const end of ['', '.pub']) {
      copyFileSync(
        join(caFolder, `bastion-users${end}`),
        join(caFolder, `hosts-users${end}`),
      );
    }
    await expect(open()).rejects.toThrow('need a key each');
  });

  it('says which file tells the key of an agent', async () => {
    mkdirSync(caFolder);
    await expect(open('/nowhere/agent')).rejects.toThrow(
      /access\.openssh\.agentSocket: .*\/ca\/.*\.pub has to say which key/,
    );
  });
});
