import { writeFileSync } from 'node:fs';
import { minute, session, SshFixture } from './__testUtils__/SshFixture';
import { account, otherAccount } from './__testUtils__/SshServers';
import { RevocationListCheck } from './revocations/RevocationListCheck';

jest.setTimeout(120_000);

const wrongPrincipal = 'Certificate does not contain an authorized principal';
const wrongAuthority = 'Permission denied (publickey)';

let ssh: SshFixture;

beforeAll(async () => {
  ssh = await SshFixture.start();
});

afterAll(() => ssh.stop());

describe('a certificate for the bastion', () => {
  it('opens it, and no host behind it', async () => {
    const issued = await ssh.forBastion();
    await expect(ssh.knock(ssh.bastion, issued)).resolves.toBe('in');
    expect(ssh.bastion.log).toContain(
      `Accepted certificate ID "grant:1:alice" (serial ${issued.serial}) signed by`,
    );
    for (const host of ssh.hosts) {
      await expect(ssh.knock(host, issued)).resolves.toContain(wrongAuthority);
    }
  });

  it('opens nothing under another grant', async () => {
    await expect(
      ssh.knock(ssh.bastion, await ssh.forBastion(2)),
    ).resolves.toContain(wrongPrincipal);
  });

  it.each([
    ['once it is over', -120, 'Certificate invalid: expired'],
    ['before its time', 60, 'Certificate invalid: not yet valid'],
  ])('opens nothing %s', async (_, minutes, reason) => {
    const offset = minutes * minute;
    const issued = await ssh.forBastion(1, ssh.authorityAt(offset), offset);
    await expect(ssh.knock(ssh.bastion, issued)).resolves.toContain(reason);
  });

  it.each([-4.8, 4.8])('bears a clock %d minutes off', async minutes => {
    const offset = minutes * minute;
    const issued = await ssh.forBastion(1, ssh.authorityAt(offset), offset);
    await expect(ssh.knock(ssh.bastion, issued)).resolves.toBe('in');
  });

  it('opens nothing if another authority signed it', async () => {
    const issued = await ssh.forBastion(1, await ssh.otherAuthority());
    await expect(ssh.knock(ssh.bastion, issued)).resolves.toContain(
      wrongAuthority,
    );
  });

  it('lets nothing be forwarded, even where sshd would', async () => {
    const issued = await ssh.forBastion();
    const args = ['-W', `127.0.0.1:${ssh.hosts[0].port}`];
    await expect(ssh.knock(ssh.bastion, issued, { args })).resolves.toContain(
      'administratively prohibited',
    );
    const certificate = await ssh.authorities['bastion-users'].signer.sign({
      publicKey: ssh.publicKey,
      kind: 'user',
      serial: issued.serial,
      keyId: issued.keyId,
      principals: ['grant-1'],
      validAfter: new Date(Date.now() - minute),
      validBefore: issued.validTo,
      extensions: ['permit-port-forwarding'],
    });
    await expect(
      ssh.knock(ssh.bastion, { certificate }, { args }),
    ).resolves.toContain('SSH-2.0-');
  });
});

describe('a certificate for a host', () => {
  it('opens that one', async () => {
    for (const host of ssh.hosts) {
      const issued = await ssh.forHost(host);
      await expect(ssh.knock(host, issued)).resolves.toBe('in');
      expect(host.log).toContain(
        `"session:${session}:grant:1:alice" (serial ${issued.serial})`,
      );
    }
  });

  it('opens no other host, and not the bastion', async () => {
    const issued = await ssh.forHost(ssh.hosts[0]);
    for (const host of ssh.hosts.slice(1)) {
      await expect(ssh.knock(host, issued)).resolves.toContain(wrongPrincipal);
    }
    await expect(ssh.knock(ssh.bastion, issued)).resolves.toContain(
      wrongAuthority,
    );
  });

  it('opens no host of the same name in another namespace', async () => {
    const [host] = ssh.hosts;
    const enter = async (namespace: string) => {
      const pinned = {
        ...ssh.pinned(host, host.hostKey),
        ref: `resource:${namespace}/${host.name}`,
      };
      const issued = await ssh.authority.issueForHost({
        ...{ session, grant: 1, holder: 'user:default/alice', account },
        ...{ publicKey: ssh.publicKey, host: pinned, bastion: 'here' },
      });
      const trust = ssh.authority.describeHostTrust(pinned);
      return ssh.knock(host, issued, { trust });
    };
    await expect(enter('mine')).resolves.toContain(wrongPrincipal);
    await expect(enter('default')).resolves.toBe('in');
    await expect(enter('shop')).resolves.toBe('in');
  });

  it('opens no other account', async () => {
    const [host] = ssh.hosts;
    await expect(
      ssh.knock(host, await ssh.forHost(host), { user: otherAccount }),
    ).resolves.toContain(wrongPrincipal);
  });

  it('opens nothing from another address than the bastion', async () => {
    const [host] = ssh.hosts;
    await expect(
      ssh.knock(host, await ssh.forHost(host, ssh.authority, 'elsewhere')),
    ).resolves.toContain('not from a permitted source address');
  });

  it('opens nothing if another authority signed it', async () => {
    const [host] = ssh.hosts;
    await expect(
      ssh.knock(host, await ssh.forHost(host, await ssh.otherAuthority())),
    ).resolves.toContain(wrongAuthority);
  });

  it('opens nothing once its serial is on the list of the host', async () => {
    const [host] = ssh.hosts;
    const issued = await ssh.forHost(host);
    await ssh.revoke(host, [issued.serial]);
    await expect(ssh.knock(host, issued)).resolves.toContain('revoked by file');
    await ssh.revoke(host, []);
    await expect(ssh.knock(host, issued)).resolves.toBe('in');
  });

  it.each([-1.8, 4.8])('bears a clock %d minutes off', async minutes => {
    const [host] = ssh.hosts;
    const issued = await ssh.forHost(host, ssh.authorityAt(minutes * minute));
    await expect(ssh.knock(host, issued)).resolves.toBe('in');
  });

  // It lives for two minutes: a host that is further ahead takes it for old, and lets nobody in rather than anybody.
  it.each([
    [-5, 'Certificate invalid: expired'],
    [6, 'Certificate invalid: not yet valid'],
  ])('opens nothing with a clock %d minutes off', async (minutes, reason) => {
    const [host] = ssh.hosts;
    const issued = await ssh.forHost(host, ssh.authorityAt(minutes * minute));
    await expect(ssh.knock(host, issued)).resolves.toContain(reason);
  });

  it('is over after two minutes', async () => {
    const [host] = ssh.hosts;
    const late = 2 * minute + 1000;
    const at = (offset: number) => ssh.forHost(host, ssh.authorityAt(offset));
    await expect(ssh.knock(host, await at(40_000 - late))).resolves.toBe('in');
    await expect(ssh.knock(host, await at(-late))).resolves.toContain(
      'Certificate invalid: expired',
    );
  });
});

describe('a revocation list', () => {
  it('keeps out what is on it, and nothing else', async () => {
    const [revoked, other] = [await ssh.forBastion(), await ssh.forBastion()];
    await expect(ssh.knock(ssh.bastion, revoked)).resolves.toBe('in');
    await ssh.revoke(ssh.bastion, [revoked.serial]);
    await expect(ssh.knock(ssh.bastion, revoked)).resolves.toContain(
      'revoked by file',
    );
    await expect(ssh.knock(ssh.bastion, other)).resolves.toBe('in');
  });

  it('of every odd serial up to 40001 can be read', async () => {
    const odd = Array.from({ length: 20_001 }, (_, i) => BigInt(2 * i + 1));
    const issued = await ssh.forBastion();
    await ssh.revoke(ssh.bastion, odd);
    await expect(ssh.knock(ssh.bastion, issued)).resolves.toBe('in');
    await ssh.revoke(ssh.bastion, [...odd, issued.serial]);
    await expect(ssh.knock(ssh.bastion, issued)).resolves.toContain(
      'revoked by file',
    );
  });

  it('that cannot be read lets nobody in, and is refused', async () => {
    const issued = await ssh.forBastion();
    const { krl } = await ssh.authority.buildRevocationList([issued.serial]);
    const torn = krl.subarray(0, krl.length - 4);
    writeFileSync(ssh.bastion.revokedKeys, torn);
    await expect(
      ssh.knock(ssh.bastion, await ssh.forBastion()),
    ).resolves.toContain('Permission denied');
    const { signer } = ssh.authorities['bastion-users'];
    const check = new RevocationListCheck({ signer });
    await expect(check.check(torn)).rejects.toThrow();
    await expect(check.check(krl)).resolves.not.toThrow();
    await ssh.revoke(ssh.bastion, []);
    await expect(ssh.knock(ssh.bastion, await ssh.forBastion())).resolves.toBe(
      'in',
    );
  });

  it('that is empty would let everybody in, and is refused', async () => {
    const issued = await ssh.forBastion();
    await ssh.revoke(ssh.bastion, [issued.serial]);
    await expect(ssh.knock(ssh.bastion, issued)).resolves.toContain('revoked');
    writeFileSync(ssh.bastion.revokedKeys, '');
    await expect(ssh.knock(ssh.bastion, issued)).resolves.toBe('in');
    const { signer } = ssh.authorities['bastion-users'];
    const check = new RevocationListCheck({ signer });
    await expect(check.check(Buffer.alloc(0))).rejects.toThrow('empty');
    await ssh.revoke(ssh.bastion, []);
  });
});

describe('the key of a host', () => {
  const refused = 'Host key verification failed';

  it('is believed with a certificate for its own name only', async () => {
    const [host, other] = ssh.hosts;
    const trust = ssh.authority.describeHostTrust(ssh.pinned(other));
    await expect(
      ssh.knock(host, await ssh.forHost(host), { trust }),
    ).resolves.toContain(refused);
  });

  it('is believed when it is the pinned one', async () => {
    const [host, other] = ssh.hosts;
    const issued = await ssh.forHost(host);
    const attempt = (hostKey: string) => {
      const trust = ssh.authority.describeHostTrust(ssh.pinned(host, hostKey));
      return ssh.knock(host, issued, { trust });
    };
    await expect(attempt(host.hostKey)).resolves.toBe('in');
    await expect(attempt(other.hostKey)).resolves.toContain(refused);
  });
});
