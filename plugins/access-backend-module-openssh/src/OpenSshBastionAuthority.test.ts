import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { PinnedHost } from '@stagedoor/plugin-access-common';
import { Keygen } from './__testUtils__/Keygen';
import { CertificateAuthorities } from './authorities/CertificateAuthority';
import { openAuthorities } from './authorities/openAuthorities';
import { OpenSshBastionAuthority } from './OpenSshBastionAuthority';
import { RevocationListCheck } from './revocations/RevocationListCheck';
import { RevocationLists } from './revocations/RevocationLists';

const hour = 3_600_000;
const now = new Date('2026-03-04T05:06:07.890Z');
const session = '11111111-2222-4333-8444-555555555555';
const token = 'right'.repeat(8);
const logger = mockServices.logger.mock();
const host: PinnedHost = {
  ref: 'resource:default/web-1',
  name: 'web-1',
  address: '10.0.0.5:22',
  environment: 'production',
};

let keygen: Keygen;
let authorities: CertificateAuthorities;
let authority: OpenSshBastionAuthority;
let publicKey: string;

beforeAll(async () => {
  keygen = new Keygen();
  authorities = await openAuthorities({
    caFolder: join(keygen.folder, 'ca'),
    logger,
  });
  publicKey = keygen.makePublicKey();
  authority = create([
    { name: 'b0', token: 'other'.repeat(8) },
    { name: 'b1', token },
  ]);
});

afterAll(() => keygen.close());

function create(bastions: { name: string; token: string; hostKey?: string }[]) {
  return new OpenSshBastionAuthority({
    authorities,
    bastions: bastions.map(bastion => ({
      address: 'bastion.example:2222',
      user: 'jump',
      sourceAddresses: ['10.0.0.4', '10.1.0.0/16'],
      ...bastion,
    })),
    revocationLists: new RevocationLists({
      check: new RevocationListCheck({
        signer: authorities['bastion-users'].signer,
      }),
      logger,
      now: () => now,
    }),
    now: () => now,
  });
}

const forBastion = (
  validTo: Date,
  key = publicKey,
  holder = 'user:default/alice',
) => authority.issueForBastion({ grant: 12, holder, publicKey: key, validTo });

const forHost = (
  change: Partial<PinnedHost> = {},
  account = 'deploy',
  bastion = 'b1',
) =>
  authority.issueForHost({
    session,
    grant: 12,
    holder: 'user:default/alice',
    publicKey,
    host: { ...host, ...change },
    account,
    bastion,
  });

describe('certificates for a bastion', () => {
  it('allow a terminal, and nothing else', async () => {
    const issued = await forBastion(new Date(now.getTime() + 1_000_600));
    expect(keygen.read(issued.certificate)).toEqual({
      type: 'ssh-ed25519-cert-v01@openssh.com user certificate',
      subject: issued.fingerprint,
      authority: keygen.fingerprint(
        authority.listTrustedKeys('bastion-users')[0],
      ),
      keyId: 'grant:12:alice',
      serial: String(issued.serial),
      valid: 'from 2026-03-04T05:01:07 to 2026-03-04T05:22:48',
      principals: ['grant-12'],
      criticalOptions: [],
      extensions: ['permit-pty'],
    });
    expect(issued.validTo).toEqual(new Date('2026-03-04T05:22:48Z'));
  });

  it.each([1e9, hour + 1, 8.64e15 - now.getTime()])(
    'live for an hour at most, also if asked for %d ms',
    async ms => {
      const issued = await forBastion(new Date(now.getTime() + ms));
      expect(issued.validTo).toEqual(new Date('2026-03-04T06:06:07Z'));
    },
  );

  it.each([-1, 0, -1e9, NaN])('are not issued for %d ms', async ms => {
    await expect(forBastion(new Date(now.getTime() + ms))).rejects.toThrow(
      'has to end in the future',
    );
  });

  it('are never issued to an authority', async () => {
    for (const { trusted } of Object.values(authorities)) {
      await expect(
        forBastion(new Date(now.getTime() + hour), trusted[0]),
      ).rejects.toThrow('This is the key of the certificate authority');
    }
    const [caKey] = authority.listTrustedKeys('hosts-users');
    expect(() => authority.readPublicKey(caKey)).toThrow('the key of');
  });

  it('have serials that nobody can guess', async () => {
    const issued = await Promise.all(
      Array.from({ length: 200 }, () =>
        forBastion(new Date(now.getTime() + hour)),
      ),
    );
    const serials = issued.map(({ serial }) => serial);
    expect(new Set(serials).size).toBe(200);
    expect(serials.every(serial => serial > 1n && serial < 2n ** 63n)).toBe(
      true,
    );
    expect(serials.some(serial => serial > 2n ** 61n)).toBe(true);
  });

  it.each([
    ['user:default/Ben.Okafor', 'grant:12:ben.okafor'],
    ['user:berlin/ben_o-k', 'grant:12:berlin/ben_o-k'],
  ])('name %s as %s', async (holder, keyId) => {
    const issued = await forBastion(
      new Date(now.getTime() + hour),
      publicKey,
      holder,
    );
    expect(issued.keyId).toBe(keyId);
  });

  it('name nobody who could be read as somebody else', async () => {
    await expect(
      forBastion(
        new Date(now.getTime() + hour),
        publicKey,
        'user:default/a\nb',
      ),
    ).rejects.toThrow('The key id');
  });
});

describe('certificates for a host', () => {
  it('are pinned to account, host and bastion for two minutes', async () => {
    const issued = await forHost();
    expect(keygen.read(issued.certificate)).toMatchObject({
      authority: keygen.fingerprint(
        authority.listTrustedKeys('hosts-users')[0],
      ),
      keyId: `session:${session}:grant:12:alice`,
      valid: 'from 2026-03-04T05:01:07 to 2026-03-04T05:08:07',
      principals: ['host:web-1:deploy'],
      criticalOptions: ['source-address 10.0.0.4,10.1.0.0/16'],
      extensions: ['permit-pty'],
    });
  });

  it('are for no host of the same name in another namespace', async () => {
    const ref = 'resource:shop/web-1';
    const issued = await forHost({ ref });
    expect(keygen.read(issued.certificate).principals).toEqual([
      'host:shop/web-1:deploy',
    ]);
    expect(authority.describeHostTrust({ ...host, ref })).toMatchObject({
      hostKeyAlias: 'shop/web-1',
      knownHosts: expect.stringMatching(/^@cert-authority shop\/web-1 ssh-/),
    });
  });

  it.each<[Partial<PinnedHost>, string, string]>([
    [{ name: 'web-1,host:web-2:root' }, 'deploy', 'b1'],
    [{ name: '*' }, 'deploy', 'b1'],
    [{ name: '-oProxyCommand=x' }, 'deploy', 'b1'],
    [{ name: 'web-1:root\nx' }, 'deploy', 'b1'],
    [{ name: '' }, 'deploy', 'b1'],
    [{ ref: 'resource:shop,x/web-1' }, 'deploy', 'b1'],
    [{ name: 'shop/web-1', ref: 'resource:a/b' }, 'deploy', 'b1'],
    [{}, 'root,deploy', 'b1'],
    [{}, '*', 'b1'],
    [{}, '-l', 'b1'],
    [{}, 'deploy', 'b2'],
    [{}, 'deploy', 'constructor'],
  ])('are not issued for %j, %s, %s', async (change, account, bastion) => {
    await expect(forHost()).resolves.toBeTruthy();
    await expect(forHost(change, account, bastion)).rejects.toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});

describe('bastions', () => {
  it('are known by their tokens', async () => {
    await expect(authority.authenticate(token)).resolves.toEqual({
      name: 'b1',
    });
    for (const wrong of [
      '',
      token.slice(1),
      `${token}x`,
      token.toUpperCase(),
      'x'.repeat(1e6),
    ]) {
      await expect(authority.authenticate(wrong)).resolves.toBeUndefined();
    }
    await expect(create([]).authenticate('')).resolves.toBeUndefined();
  });

  it('are described so that it can be pasted', () => {
    const hosts = [host, { ...host, name: 'web-2' }];
    const [caKey] = authority.listTrustedKeys('host-keys');
    const connection = authority.describeConnection({ id: 12, hosts });
    expect(connection).toMatchObject({
      bastion: {
        address: 'bastion.example:2222',
        user: 'jump',
        knownHosts: `@cert-authority [bastion.example]:2222 ${caKey}\n`,
      },
      commands: [
        {
          host: 'web-1',
          command:
            'ssh -t -o CertificateFile=~/.ssh/grant-12-cert.pub -p 2222 jump@bastion.example web-1',
        },
        { host: 'web-2' },
      ],
    });
    expect(create([]).describeConnection({ id: 12, hosts })).toBeUndefined();
    const pinned = create([{ name: 'b', token, hostKey: publicKey }]);
    expect(
      pinned.describeConnection({ id: 12, hosts })?.bastion.knownHosts,
    ).toBe(`[bastion.example]:2222 ${publicKey}\n`);
  });

  it('are understood by ssh as described', () => {
    const { sshConfig = '' } =
      authority.describeConnection({ id: 12, hosts: [host] }) ?? {};
    const file = keygen.write(sshConfig);
    const read = execFileSync('ssh', ['-G', '-F', file, 'web-1'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const setting of [
      'hostname bastion.example',
      'port 2222',
      'user jump',
      'requesttty true',
      'remotecommand web-1',
      'certificatefile ~/.ssh/grant-12-cert.pub',
    ]) {
      expect(read.split('\n')).toContain(setting);
    }
  });
});

describe('the trust in a host', () => {
  it('is in its certificate, or in its pinned key', () => {
    const [caKey] = authority.listTrustedKeys('host-keys');
    expect(authority.describeHostTrust(host)).toEqual({
      hostKeyAlias: 'web-1',
      knownHosts: `@cert-authority web-1 ${caKey}\n`,
    });
    expect(
      authority.describeHostTrust({
        ...host,
        hostKey: `${publicKey} root@web-1`,
      }),
    ).toEqual({ hostKeyAlias: 'web-1', knownHosts: `web-1 ${publicKey}\n` });
  });

  it.each<[Partial<PinnedHost>]>([
    [{ hostKey: 'nonsense' }],
    [{ hostKey: '' }],
    [{ hostKey: 'ssh-ed25519 AAAA\n* ssh-ed25519 AAAA' }],
    [{ name: '*' }],
    [{ name: 'web-1,web-2' }],
    [{ name: 'web-1 ssh-ed25519 AAAA\n*' }],
  ])('is in nothing else: %j', change => {
    expect(() => authority.describeHostTrust({ ...host, ...change })).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});
