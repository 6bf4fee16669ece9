import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { PlannedHost } from '@stagedoor/plugin-releases-common';
import { SshHosts } from '../__testUtils__/SshHosts';
import { TestCertificates } from '../__testUtils__/TestCertificates';
import { readSshEngineConfig } from '../config';
import { CertificateHostCredentials } from './CertificateHostCredentials';
import { createCredentials } from './createCredentials';
import { HostConnections } from './HostConnections';
import { readHostProgram } from './readHostProgram';

jest.setTimeout(120_000);

/** A host that does not trust the authority. */
const doubter = 'prod-3';

let directory: string;
let certificates: TestCertificates;
let ssh: SshHosts;

const readConfig = (settings: object = {}) =>
  readSshEngineConfig(
    mockServices.rootConfig({
      data: {
        stagedoor: { dataDirectory: join(directory, 'data') },
        releases: { ssh: settings },
      },
    }),
  );

const listLeftovers = () =>
  readdirSync(tmpdir()).filter(name => name.startsWith('stagedoor-login-'));

async function signIn(
  host: PlannedHost,
  options: { settings?: object; user?: string } = {},
): Promise<void> {
  const config = readConfig(options.settings);
  const connections = new HostConnections({
    config,
    credentials: createCredentials(config, certificates),
    program: readHostProgram(),
  });
  try {
    const run = { release: 1284, epoch: 1 };
    await connections.get({ run, host, user: options.user ?? ssh.user });
  } finally {
    await connections.closeAll();
  }
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'stagedoor-sshd-'));
  certificates = new TestCertificates(join(directory, 'ca'));
  chmodSync(directory, 0o755);
  ssh = await SshHosts.start(join(directory, 'hosts'), 3, (name, key, user) =>
    name === doubter ? [] : certificates.listSettings(name, key, user),
  );
});

beforeEach(() => {
  certificates.requests.length = 0;
});

afterAll(async () => {
  await ssh.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** What the description of a host says about its key. */
const readKey = (name: string) =>
  readFileSync(`${ssh.get(name).key}.pub`, 'utf8')
    .split(' ')
    .slice(0, 2)
    .join(' ');

describe.each([
  ['files', { credentials: 'files' }],
  ['certificates', {}],
])('a host whose description says its key, reached with %s', (kind, more) => {
  const reach = (host: PlannedHost, settings: object = {}) =>
    signIn(host, {
      settings: { ...more, identityFile: ssh.identityFile, ...settings },
    });

  it('needs no file of known hosts', async () => {
    const before = listLeftovers();
    for (const host of ssh.planned([0, 0, 0])) {
      const hostKey = readKey(host.name);
      await expect(reach({ ...host, hostKey })).resolves.toBeUndefined();
    }
    const [unknown] = ssh.planned([0], [doubter]);
    await expect(reach(unknown)).rejects.toThrow('its host key is n');
    expect(listLeftovers()).toEqual(before);
  });

  it('is not signed in to when it shows another', async () => {
    const [host] = ssh.planned([0]);
    await expect(
      reach({ ...host, hostKey: readKey('prod-2') }),
    ).rejects.toThrow(
      'its host key is not the one in its annotation stagedoor.dev/host-key',
    );
  });

  it('is known by the file of the operator alone, where that names it', async () => {
    const [host] = ssh.planned([0]);
    const { knownHostsFile } = ssh;
    await expect(
      reach({ ...host, hostKey: readKey('prod-2') }, { knownHostsFile }),
    ).resolves.toBeUndefined();
    const wrong = join(directory, `wrong_${kind}`);
    const [name] = readFileSync(knownHostsFile, 'utf8').split(' ');
    writeFileSync(wrong, `${name} ${readKey('prod-2')}\n`);
    await expect(
      reach({ ...host, hostKey: readKey('prod-1') }, { knownHostsFile: wrong }),
    ).rejects.toThrow('is not the one in releases.ssh.knownHostsFile');
  });

  it('is not signed in to where nobody can tell whether the file names it', async () => {
    const [host] = ssh.planned([0]);
    const unreadable = join(directory, `unreadable_${kind}`);
    symlinkSync(unreadable, unreadable);
    await expect(
      reach(
        { ...host, hostKey: readKey(host.name) },
        { knownHostsFile: unreadable },
      ),
    ).rejects.toThrow('releases.ssh.knownHostsFile cannot be looked through');
  });
});

describe('certificates for releases', () => {
  it('open a host without any key that stands there, and leave none here', async () => {
    const before = listLeftovers();
    const [host] = ssh.planned([0]);
    await signIn(host);
    await signIn(host);
    expect(certificates.requests).toEqual(
      [1, 2].map(() => ({
        purpose: 'release:1284',
        publicKey: expect.stringMatching(/^ssh-ed25519 /),
        host: 'prod-1',
        account: ssh.user,
        seconds: 300,
      })),
    );
    const keys = certificates.requests.map(({ publicKey }) => publicKey);
    expect(new Set(keys).size).toBe(2);
    expect(listLeftovers()).toEqual(before);
  });

  it('are in a folder that nobody else can read, while they are used', async () => {
    const credentials = new CertificateHostCredentials({
      certificates,
      knownHostsFile: '/nonexistent',
    });
    const [host] = ssh.planned([0]);
    const login = { host, user: ssh.user };
    const folder = await credentials.withIdentity(login, async identity => {
      const [{ identityFile }] = identity.keys;
      const mode = (file: string) => (statSync(file).mode % 0o1000).toString(8);
      expect([mode(dirname(identityFile)), mode(identityFile)]).toEqual([
        '700',
        '600',
      ]);
      expect(readFileSync(`${identityFile}-cert.pub`, 'utf8')).toContain(
        'cert',
      );
      return dirname(identityFile);
    });
    expect(() => statSync(folder)).toThrow('ENOENT');
    await expect(
      credentials.withIdentity(login, async () => {
        throw new Error('refused');
      }),
    ).rejects.toThrow('refused');
    expect(certificates.requests[0].purpose).toBe('inspection');
    expect(listLeftovers()).not.toContain(folder);
  });

  it('open no host that takes itself for another', async () => {
    const [host, other] = ssh.planned([0, 0]);
    await expect(signIn({ ...host, address: other.address })).rejects.toThrow(
      'nor has it a certificate for the name prod-1',
    );
  });

  it('open no host of the same name in another namespace', async () => {
    const { knownHostsFile } = ssh;
    const [host] = ssh.planned([0]);
    const namesake = { ...host, ref: 'resource:mine/prod-1' };
    await expect(
      signIn(namesake, { settings: { knownHostsFile } }),
    ).rejects.toThrow('needs the principal host:mine/prod-1:');
    await expect(
      signIn(host, { settings: { knownHostsFile } }),
    ).resolves.toBeUndefined();
  });

  it('trust a pinned key alone, where there is one', async () => {
    const [host] = ssh.planned([0]);
    const settings = { knownHostsFile: ssh.knownHostsFile };
    await expect(signIn(host, { settings })).resolves.toBeUndefined();
    const known = readFileSync(ssh.knownHostsFile, 'utf8').split('\n');
    const wrong = join(directory, 'wrong_known_hosts');
    const [name] = known[0].split(' ');
    writeFileSync(wrong, `${name} ${known[1].split(' ').slice(1).join(' ')}\n`);
    await expect(
      signIn(host, { settings: { knownHostsFile: wrong } }),
    ).rejects.toThrow('is not the one in releases.ssh.knownHostsFile');
  });

  it('say what a host lacks that refuses them', async () => {
    const [host] = ssh.planned([0]);
    await expect(
      signIn(host, {
        settings: { knownHostsFile: ssh.knownHostsFile },
        user: 'root',
      }),
    ).rejects.toThrow(
      'it has to trust the certificate authority hosts-users, and the account root there needs the principal host:prod-1:root',
    );
  });

  it('give way to the configured key, but only where a host does not trust them', async () => {
    const { knownHostsFile, identityFile } = ssh;
    const [host] = ssh.planned([0], [doubter]);
    await expect(
      signIn(host, { settings: { knownHostsFile, identityFile } }),
    ).resolves.toBeUndefined();
    await expect(
      signIn(host, { settings: { knownHostsFile } }),
    ).rejects.toThrow('the principal host:prod-3:');
    const [trusting] = ssh.planned([0]);
    const unwelcome = ssh.get(trusting.name).key;
    await expect(
      signIn(trusting, { settings: { identityFile: unwelcome } }),
    ).resolves.toBeUndefined();
    await expect(
      signIn(host, { settings: { knownHostsFile, identityFile: unwelcome } }),
    ).rejects.toThrow(
      'or the public key of releases.ssh.identityFile has to be in authorized_keys',
    );
  });

  it('are not promised where nobody issues them', () => {
    const none = {
      isAvailable: false,
      issueForHost: async () => {
        throw new Error('not here');
      },
    };
    expect(() =>
      createCredentials(readConfig({ credentials: 'access' }), none),
    ).toThrow('releases.ssh.credentials: access needs the OpenSSH module');
    expect(() => createCredentials(readConfig(), none)).not.toThrow();
  });
});
