import { Entity } from '@backstage/catalog-model';
import { host, origin } from '@stagedoor/test-organisation';
import { listTwins } from './listTwins';

const key = (letter: string) => {
  const type = Buffer.from('ssh-ed25519');
  const length = Buffer.from([0, 0, 0, type.length]);
  const rest = Buffer.alloc(36, letter);
  return `ssh-ed25519 ${Buffer.concat([length, type, rest]).toString('base64')}`;
};

function machine(name: string, file: string, annotations: object): Entity {
  const { metadata, ...entity } = host(name, 'production');
  const own = Object.entries(annotations).map(
    ([annotation, value]) => [`stagedoor.dev/${annotation}`, value] as const,
  );
  return {
    ...entity,
    metadata: {
      ...metadata,
      annotations: { ...origin(file), ...Object.fromEntries(own) },
    },
  };
}

const real = machine('prod-1', 'payments', {
  'ssh-address': '10.0.0.5',
  'host-key': `${key('a')} root@prod-1`,
});
const ref = 'resource:default/prod-1';

it.each([
  ['address', { 'ssh-address': '10.0.0.5:22' }],
  ['key, whatever else is in its line', { 'host-key': `${key('a')} mine` }],
])('a host of another file with the same %s is the same machine', (_, said) => {
  const twin = machine('mine', 'search', { 'ssh-address': 'else', ...said });
  const blockers = listTwins(['resource:default/mine'], [real, twin]);
  expect(blockers).toEqual([
    expect.stringContaining(`mine is the same machine as ${ref}`),
  ]);
  expect(listTwins([ref], [real, twin])).toHaveLength(1);
});

it.each([
  [
    'with another address and key',
    machine('prod-2', 'search', {
      'ssh-address': '10.0.0.5:2222',
      'host-key': key('b'),
    }),
  ],
  [
    'of the same file, for another environment',
    machine('staging-1', 'payments', { 'ssh-address': '10.0.0.5' }),
  ],
  [
    'that is a folder of the platform',
    machine('local', 'search', {
      'ssh-address': '10.0.0.5',
      connection: 'local',
    }),
  ],
])('a host %s is not', (_, other) => {
  expect(listTwins([ref], [real, other])).toEqual([]);
});
