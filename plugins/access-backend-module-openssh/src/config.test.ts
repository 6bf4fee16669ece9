import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject, JsonValue } from '@backstage/types';
import { readOpenSshConfig } from './config';

const key =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2pZ2vJc3C5Ea1Q0ySUkBC2cWnUVC6xT1zdXQ3D5JtW';
const bastion = (change: JsonObject = {}): JsonObject => ({
  name: 'b1',
  address: 'bastion.example:2222',
  token: 't'.repeat(32),
  sourceAddress: '10.0.0.4',
  ...change,
});

const read = (access: JsonValue, stagedoor: JsonObject = {}) =>
  readOpenSshConfig(
    mockServices.rootConfig({
      data: { stagedoor: { dataDirectory: '/data', ...stagedoor }, access },
    }),
  );

describe('readOpenSshConfig', () => {
  it('needs nothing', () => {
    expect(read({})).toEqual({
      caFolder: '/data/access/ca',
      agentSocket: undefined,
      platformAddresses: [],
      bastions: [],
    });
  });

  it('reads what is configured', () => {
    expect(
      read({
        openssh: {
          caFolder: '/ca',
          agentSocket: '/run/agent',
          platformAddress: '10.0.0.0/24',
        },
        bastions: [
          bastion({ sourceAddress: ['10.0.0.4', '2001:db8::/64'] }),
          bastion({
            name: 'b2',
            token: 'u'.repeat(32),
            user: 'hop',
            hostKey: `${key} root@b2`,
          }),
        ],
      }),
    ).toEqual({
      caFolder: '/ca',
      agentSocket: '/run/agent',
      platformAddresses: ['10.0.0.0/24'],
      bastions: [
        {
          name: 'b1',
          address: 'bastion.example:2222',
          user: 'jump',
          token: 't'.repeat(32),
          sourceAddresses: ['10.0.0.4', '2001:db8::/64'],
        },
        expect.objectContaining({ name: 'b2', user: 'hop', hostKey: key }),
      ],
    });
  });

  it.each<[JsonObject, string]>([
    [
      { openssh: { caFolder: 'ca' } },
      'access.openssh.caFolder: must be an absolute path',
    ],
    [
      { openssh: { agentSocket: 'x' } },
      'access.openssh.agentSocket: must be an absolute path',
    ],
    [
      { openssh: { caFolders: '/x' } },
      'access.openssh: Unrecognized key: "caFolders"',
    ],
    [
      { openssh: { platformAddress: '10.0.0.1/8' } },
      'access.openssh.platformAddress: must be an IP address or a network',
    ],
    [
      { bastions: [bastion({ name: 'B 1' })] },
      'access.bastions[0].name: must be like',
    ],
    [
      { bastions: [bastion({ address: 'a;b:22' })] },
      'access.bastions[0].address: must be host:port',
    ],
    [
      { bastions: [bastion({ address: '-oProxyCommand=x' })] },
      'access.bastions[0].address: must be host:port',
    ],
    [
      { bastions: [bastion({ user: '-l' })] },
      'access.bastions[0].user: must be the name of an account',
    ],
    [
      { bastions: [bastion({ token: 'short' })] },
      'access.bastions[0].token: must have 32 characters',
    ],
    [
      { bastions: [bastion({ token: `${'t'.repeat(40)}\n` })] },
      'access.bastions[0].token: must be letters, digits and signs',
    ],
    [
      { bastions: [bastion({ sourceAddress: 'anywhere' })] },
      'access.bastions[0].sourceAddress: must be an IP address',
    ],
    [
      { bastions: [bastion({ hostKey: 'ssh-rsa AAAA' })] },
      'access.bastions[0].hostKey: This key is damaged',
    ],
    [
      { bastions: [bastion(), bastion({ token: 'u'.repeat(32) })] },
      'access.bastions[1].name: is also that of another',
    ],
    [
      { bastions: [bastion(), bastion({ name: 'b2' })] },
      'access.bastions[1].token: is also that of another',
    ],
  ])('refuses %j, naming the key', (access, message) => {
    expect(() => read(access)).toThrow(message);
  });

  it('never repeats a token', () => {
    const token = 'c4nary-token';
    expect(() => read({ bastions: [bastion({ token })] })).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining(token),
      }),
    );
  });

  it('wants an absolute data folder', () => {
    expect(() => read({}, { dataDirectory: 'data' })).toThrow(
      'stagedoor.dataDirectory: must be an absolute path',
    );
  });
});
