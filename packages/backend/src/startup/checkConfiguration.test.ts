import { ConfigReader } from '@backstage/config';
import { JsonObject, JsonValue } from '@backstage/types';
import { checkConfiguration } from './checkConfiguration';
import { formatFinding } from './Finding';

const RANDOM = 'k3V9mQxT7uW2pZ8rB4nY6cJ1hL5dF0sA+eGi/oMvXwE=';

/** A configuration that a company could run with. */
const production: JsonObject = {
  app: { baseUrl: 'https://stagedoor.nordlicht.test' },
  stagedoor: { mode: 'production', dataDirectory: '/var/lib/stagedoor' },
  backend: {
    baseUrl: 'https://stagedoor.nordlicht.test',
    listen: { port: 7007 },
    database: {
      client: 'pg',
      connection: {
        host: 'db.internal',
        user: 'stagedoor',
        password: 'hunter22hunter22',
      },
    },
  },
  auth: {
    environment: 'production',
    session: { secret: RANDOM },
    providers: { oidc: { production: { clientId: 'stagedoor' } } },
  },
  permission: { enabled: true },
  catalog: {
    locations: [
      {
        type: 'url',
        target: 'https://git.nordlicht.test/org/examples/org.yaml',
      },
      { type: 'file', target: '/etc/stagedoor/organisation.yaml' },
    ],
  },
};

/** The production configuration with other values at some keys; undefined removes a key. */
function change(changes: Record<string, JsonValue | undefined>): JsonObject {
  const data: JsonObject = structuredClone(production);
  for (const [key, value] of Object.entries(changes)) {
    const path = key.split('.');
    const last = path.pop()!;
    const parent = path.reduce<JsonObject>((node, part) => {
      const child = (node[part] ??= {});
      return child as JsonObject;
    }, data);
    parent[last] = value;
  }
  return JSON.parse(JSON.stringify(data));
}

function check(data: JsonObject) {
  const { refusals, warnings } = checkConfiguration(new ConfigReader(data));
  return {
    refusals: refusals.map(formatFinding),
    warnings: warnings.map(formatFinding),
  };
}

describe('checkConfiguration', () => {
  it('has nothing to say about a good production configuration', () => {
    expect(check(production)).toEqual({ refusals: [], warnings: [] });
  });

  it('takes an absent mode for production', () => {
    expect(check(change({ 'stagedoor.mode': undefined }))).toEqual({
      refusals: [],
      warnings: [],
    });
    const { refusals } = check({});
    expect(refusals.map(refusal => refusal.split(' ')[0])).toEqual([
      'auth.session.secret',
      'backend.database.client',
      'backend.database.connection',
      'permission.enabled',
    ]);
  });

  it.each<[string, Record<string, JsonValue | undefined>]>([
    ['auth.providers.guest lets anybody in', { 'auth.providers.guest': {} }],
    [
      'auth.providers.guest lets anybody in',
      {
        'auth.providers.guest': { dangerouslyAllowOutsideDevelopment: true },
      },
    ],
    [
      'auth.providers.persona lets anybody act',
      { 'auth.providers.persona': { people: [] } },
    ],
    [
      'backend.auth.dangerouslyDisableDefaultAuthPolicy opens every API',
      { 'backend.auth.dangerouslyDisableDefaultAuthPolicy': true },
    ],
    [
      "auth.providers.oidc has no section 'staging'",
      { 'auth.environment': 'staging' },
    ],
    [
      "auth.providers.oidc has no section 'development'",
      { 'auth.environment': undefined },
    ],
    [
      'catalog.locations[1].target loads the example organisation',
      {
        'catalog.locations': [
          { type: 'file', target: '../../templates/templates.yaml' },
          {
            type: 'file',
            target: '../../examples/organisation/organisation.yaml',
          },
        ],
      },
    ],
    [
      'catalog.locations[0].target loads the example organisation',
      {
        'catalog.locations': [
          { type: 'file', target: '/opt/stagedoor/examples/a.yaml' },
        ],
      },
    ],
    [
      'repositories.seed fills the built-in store',
      { 'repositories.seed': 'examples/repositories' },
    ],
    [
      'releases.ssh.localHosts.enabled lets releases run commands',
      { 'releases.ssh.localHosts.enabled': true },
    ],
    [
      'access.demonstration leads sessions to other hosts',
      { 'access.demonstration.hosts': { 'prod-1': { user: 'root' } } },
    ],
    ['auth.session.secret is missing', { 'auth.session.secret': undefined }],
    ['auth.session.secret is shorter', { 'auth.session.secret': 'short' }],
    ['auth.session.secret is shorter', { 'auth.session.secret': '' }],
    [
      'auth.session.secret repeats',
      { 'auth.session.secret': 'abcabc'.repeat(10) },
    ],
    [
      'auth.session.secret is a placeholder',
      { 'auth.session.secret': 'a-very-long-string-to-be-CHANGED-changeme' },
    ],
    [
      'auth.session.secret is a placeholder',
      { 'auth.session.secret': 'some-super-secret-value-for-the-backend' },
    ],
    [
      'auth.session.secret is not a string',
      { 'auth.session.secret': 12345678 },
    ],
    [
      'backend.auth.keys[1].secret is shorter',
      { 'backend.auth.keys': [{ secret: RANDOM }, { secret: 'abc' }] },
    ],
    [
      'backend.auth.externalAccess[0].options.token is shorter',
      {
        'backend.auth.externalAccess': [
          { type: 'static', options: { token: 'abc', subject: 'ci' } },
        ],
      },
    ],
    [
      "backend.database.client is 'better-sqlite3': set it to pg",
      { 'backend.database.client': 'better-sqlite3' },
    ],
    [
      'backend.database.client is missing',
      { 'backend.database.client': undefined },
    ],
    [
      "backend.database.plugin.catalog.client is 'better-sqlite3'",
      {
        'backend.database.plugin': { catalog: { client: 'better-sqlite3' } },
      },
    ],
    [
      'backend.database.connection names no server',
      { 'backend.database.connection': {} },
    ],
    [
      'backend.database.connection names no server',
      { 'backend.database.connection': { user: 'stagedoor', port: 5432 } },
    ],
    [
      'backend.database.connection names no server',
      { 'backend.database.connection': ':memory:' },
    ],
    [
      'backend.database.connection names no server',
      { 'backend.database.connection': undefined },
    ],
    [
      'permission.enabled is not true: set it to true',
      { 'permission.enabled': false },
    ],
    ['permission.enabled is not true', { permission: undefined }],
    [
      "stagedoor.mode is 'Evaluation': set it to evaluation or production",
      { 'stagedoor.mode': 'Evaluation' },
    ],
    [
      "The configuration is wrong: Invalid type in config for key 'auth.environment'",
      { 'auth.environment': 5 },
    ],
  ])('refuses with %s', (sentence, changes) => {
    const { refusals } = check(change(changes));
    expect(refusals).toEqual([expect.stringContaining(sentence)]);
  });

  it('names every problem at once', () => {
    const { refusals } = check(
      change({
        'auth.providers.guest': {},
        'auth.session.secret': undefined,
        'permission.enabled': false,
      }),
    );
    expect(refusals).toHaveLength(3);
  });

  it.each<[string, Record<string, JsonValue | undefined>]>([
    [
      'app.baseUrl is plain http',
      { 'app.baseUrl': 'http://stagedoor.nordlicht.test' },
    ],
    [
      'backend.baseUrl is plain http',
      { 'backend.baseUrl': 'http://10.0.0.5:7007' },
    ],
    ['auth.providers is empty', { 'auth.providers': {} }],
  ])('only warns that %s', (sentence, changes) => {
    expect(check(change(changes))).toEqual({
      refusals: [],
      warnings: [expect.stringContaining(sentence)],
    });
  });

  it.each([
    'http://localhost:7007',
    'http://127.0.0.1:7007',
    'http://[::1]:7007',
  ])('does not mind plain http on %s', url => {
    expect(
      check(change({ 'app.baseUrl': url, 'backend.baseUrl': url })).warnings,
    ).toEqual([]);
  });

  describe('in evaluation mode', () => {
    const evaluation = {
      'stagedoor.mode': 'evaluation',
      'auth.providers.persona': { people: [] },
      'auth.session.secret': undefined,
      'repositories.seed': 'examples/repositories',
      'releases.ssh.localHosts.enabled': true,
      'access.demonstration.hosts': { 'prod-1': { user: 'me' } },
    };

    it.each<JsonValue>([
      { host: '127.0.0.1', port: 7007 },
      { host: '::1' },
      'localhost:7007',
    ])('allows what production refuses, listening on %j', listen => {
      expect(
        check(change({ ...evaluation, 'backend.listen': listen })),
      ).toEqual({ refusals: [], warnings: [] });
    });

    it.each<[string, JsonValue | undefined]>([
      ['is absent', undefined],
      ['is absent', { port: 7007 }],
      ['is absent', ':7007'],
      ["is '0.0.0.0'", { host: '0.0.0.0' }],
      ["is '192.168.1.5'", '192.168.1.5:7007'],
    ])('warns when the host %s (%j)', (text, listen) => {
      expect(
        check(change({ ...evaluation, 'backend.listen': listen })),
      ).toEqual({
        refusals: [],
        warnings: [
          expect.stringMatching(
            `^backend.listen.host ${text}, so every machine .* 127.0.0.1`,
          ),
        ],
      });
    });
  });
});
