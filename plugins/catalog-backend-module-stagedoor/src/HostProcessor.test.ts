import { HostProcessor } from './HostProcessor';

function host(annotations: Record<string, string>, type = 'host') {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'prod-1', annotations },
    spec: { type, owner: 'sre' },
  };
}

const complete = {
  'stagedoor.dev/ssh-address': 'prod-1.example.org:22',
  'stagedoor.dev/environment': 'production',
};

describe('HostProcessor', () => {
  const processor = new HostProcessor();

  it.each([
    'prod-1',
    '10.0.0.7',
    'prod-1.example.org:2222',
    '[2001:db8::1]',
    '[2001:db8::1]:22',
  ])('accepts the address %s', async address => {
    const entity = host({ ...complete, 'stagedoor.dev/ssh-address': address });
    await expect(processor.validateEntityKind(entity)).resolves.toBe(false);
  });

  it.each([
    '',
    '-oProxyCommand=touch',
    'prod-1:0',
    'prod-1:65536',
    'prod-1:ssh',
    'root@prod-1',
    'prod 1',
    'prod-1\n',
    'prod-1;id',
    '$(id)',
    '2001:db8::1:22:x',
  ])('refuses the address %j', async address => {
    const entity = host({ ...complete, 'stagedoor.dev/ssh-address': address });
    await expect(processor.validateEntityKind(entity)).rejects.toThrow(
      "metadata.annotations['stagedoor.dev/ssh-address'] must be a host name or an IP address",
    );
  });

  it.each(['ssh', 'local'])('accepts the connection %s', async connection => {
    const entity = host({
      ...complete,
      'stagedoor.dev/connection': connection,
    });
    await expect(processor.validateEntityKind(entity)).resolves.toBe(false);
  });

  it.each(['', 'Local', 'telnet', '/srv'])(
    'refuses the connection %j',
    async connection => {
      const entity = host({
        ...complete,
        'stagedoor.dev/connection': connection,
      });
      await expect(processor.validateEntityKind(entity)).rejects.toThrow(
        "metadata.annotations['stagedoor.dev/connection'] must be 'ssh', or 'local'",
      );
    },
  );

  it('names everything that is missing, and how to add it', async () => {
    await expect(processor.validateEntityKind(host({}))).rejects.toThrow(
      /\['stagedoor.dev\/ssh-address'\] is missing; add the address .*\['stagedoor.dev\/environment'\] is missing; add the environment/,
    );
  });

  it('leaves other resources alone', async () => {
    await expect(
      processor.validateEntityKind(host({}, 'database')),
    ).resolves.toBe(false);
  });
});
