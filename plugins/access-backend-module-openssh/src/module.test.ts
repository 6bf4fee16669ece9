import { join } from 'node:path';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  AccessCertificates,
  accessCertificatesServiceRef,
  accessExtensionPoint,
  AccessProvider,
  BastionAuthority,
} from '@stagedoor/plugin-access-node';
import feature from '.';
import { Keygen } from './__testUtils__/Keygen';
import { OpenSshProvider } from './OpenSshProvider';

let keygen: Keygen;

beforeEach(() => {
  keygen = new Keygen();
});

afterEach(() => keygen.close());

async function start(options: { withModule: boolean; access?: object }) {
  const providers: AccessProvider[] = [];
  const authorities: BastionAuthority[] = [];
  const given: AccessCertificates[] = [];
  const auditor = mockServices.auditor.mock();
  const closed = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(closed);
  const access = createBackendPlugin({
    pluginId: 'access',
    register(env) {
      env.registerExtensionPoint(accessExtensionPoint, {
        addProvider: provider => void providers.push(provider),
        setBastionAuthority: authority => void authorities.push(authority),
      });
      env.registerInit({ deps: {}, init: async () => {} });
    },
  });
  const releases = createBackendPlugin({
    pluginId: 'releases',
    register(env) {
      env.registerInit({
        deps: {
          certificates: accessCertificatesServiceRef,
          plugin: coreServices.pluginMetadata,
        },
        init: async ({ certificates }) => void given.push(certificates),
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      access,
      releases,
      ...(options.withModule ? [feature] : []),
      auditor.factory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          stagedoor: { dataDirectory: keygen.folder },
          access: options.access ?? {},
        },
      }),
    ],
  });
  return {
    auditor,
    authorities,
    backend,
    certificates: given[0],
    closed,
    providers,
  };
}

describe('the module', () => {
  it('gives the access plugin an authority and a provider', async () => {
    const { authorities, backend, providers } = await start({
      withModule: true,
    });
    expect(providers.map(({ id }) => id)).toEqual(['openssh']);
    expect(authorities[0].principalOf(12)).toBe('grant-12');
    await backend.stop();
  });

  it('stops a start with a wrong configuration', async () => {
    await expect(
      start({ withModule: true, access: { openssh: { caFolder: 'ca' } } }),
    ).rejects.toThrow('access.openssh.caFolder');
  });

  it('gives programs certificates that are in the audit log first', async () => {
    const { auditor, backend, certificates, closed } = await start({
      withModule: true,
      access: { openssh: { platformAddress: '10.0.0.9' } },
    });
    const publicKey = keygen.makePublicKey();
    const request = {
      purpose: 'release:1284',
      publicKey,
      host: 'web-1',
      account: 'deploy',
      seconds: 600,
    };
    expect(certificates.isAvailable).toBe(true);
    const issued = await certificates.issueForHost(request);
    const read = keygen.read(issued.certificate);
    expect(read).toMatchObject({
      keyId: 'program:releases:release:1284',
      principals: ['host:web-1:deploy'],
      criticalOptions: ['source-address 10.0.0.9'],
      extensions: [],
      authority: keygen.fingerprint(
        keygen.run('-y', '-f', join(keygen.folder, 'access/ca/hosts-users')),
      ),
    });
    expect(issued.hostKeyAlias).toBe('web-1');
    expect(issued.knownHosts).toMatch(/^@cert-authority web-1 ssh-ed25519 /);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'certificate-issue' }),
    );
    expect(closed.success).toHaveBeenCalledWith({
      meta: expect.objectContaining({ serial: read.serial, keyId: read.keyId }),
    });

    for (const wrong of [
      { seconds: 601 },
      { seconds: 0 },
      { seconds: -1 },
      { seconds: 1e9 },
      { seconds: NaN },
      { host: '*' },
      { account: 'root,deploy' },
      { purpose: 'a\nb' },
      { publicKey: 'nonsense' },
    ]) {
      await expect(
        certificates.issueForHost({ ...request, ...wrong }),
      ).rejects.toThrow(expect.objectContaining({ name: 'InputError' }));
    }
    expect(closed.success).toHaveBeenCalledTimes(1);
    expect(closed.fail).toHaveBeenCalledTimes(9);
    closed.success.mockRejectedValueOnce(new Error('The log is full'));
    await expect(certificates.issueForHost(request)).rejects.toThrow('is full');
    await backend.stop();
  });

  it('is not needed by plugins that could do with certificates', async () => {
    const { backend, certificates } = await start({ withModule: false });
    expect(certificates.isAvailable).toBe(false);
    await expect(
      certificates.issueForHost({
        purpose: 'x',
        publicKey: 'x',
        host: 'x',
        account: 'x',
        seconds: 1,
      }),
    ).rejects.toThrow(
      'the OpenSSH module of the access plugin is not installed',
    );
    await backend.stop();
  });
});

describe('OpenSshProvider', () => {
  const grant = (liveSessions: number, usableCertificates: number) => ({
    id: 12,
    holder: 'user:default/alice',
    hosts: [],
    account: 'deploy',
    endsAt: new Date(),
    remains: { liveSessions, usableCertificates },
  });

  it('confirms the end when nothing is left', async () => {
    const provider = new OpenSshProvider();
    await expect(provider.activate()).resolves.toBeUndefined();
    await expect(provider.revoke(grant(0, 0))).resolves.toBeUndefined();
  });

  it.each([
    [1, 0, 'one session still live'],
    [2, 0, '2 sessions still live'],
    [0, 1, 'one certificate not on the revocation list'],
  ])(
    'does not with %d sessions and %d certificates',
    async (sessions, certificates, message) => {
      await expect(
        new OpenSshProvider().revoke(grant(sessions, certificates)),
      ).rejects.toThrow(`Of grant 12: ${message}`);
    },
  );
});
