import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject, JsonValue } from '@backstage/types';
import { readRepositoriesConfig } from './config';

function read(
  mirrors: JsonValue,
  stagedoor: JsonObject = { dataDirectory: '/srv' },
) {
  return readRepositoriesConfig(
    mockServices.rootConfig({
      data: {
        app: { baseUrl: 'http://localhost:7007' },
        backend: { baseUrl: 'http://localhost:7007' },
        stagedoor,
        repositories: { mirrors },
      },
    }),
  );
}

describe('readRepositoriesConfig', () => {
  it('reads mirrors with their defaults', () => {
    const { mirrors } = read([
      {
        name: 'infrastructure',
        url: 'https://git.example.org/infrastructure.git',
        credentials: { username: 'stagedoor', password: 'secret' },
      },
      { name: 'legacy', url: 'git@git.example.org:legacy.git', refresh: '1h' },
    ]);
    expect([...mirrors.values()]).toMatchObject([
      { name: 'infrastructure', refreshMs: 300_000 },
      { name: 'legacy', refreshMs: 3_600_000 },
    ]);
  });

  const url = 'https://git.example.org/a.git';
  const credentials = { username: 'u', password: 'p' };
  it.each<[JsonObject, string]>([
    [{ name: 'A', url }, 'repositories.mirrors[0].name: must have 1 to 63'],
    [{ name: 'a' }, 'repositories.mirrors[0].url:'],
    [{ name: 'a', url: 'ext::sh -c id' }, 'repositories.mirrors[0].url:'],
    [{ name: 'a', url: 'https://u:p@h/a' }, 'must not hold credentials'],
    [{ name: 'a', url, branch: '--x' }, 'repositories.mirrors[0].branch:'],
    [{ name: 'a', url, refresh: 'soon' }, 'repositories.mirrors[0].refresh:'],
    [{ name: 'a', url, refresh: '1ms' }, 'must be at least one second'],
    [{ name: 'a', url, intervall: 1 }, 'Unrecognized key: "intervall"'],
    [{ name: 'a', url: 'http://h/a', credentials }, 'credentials: can only'],
    [{ name: 'a', url, credentials: {} }, 'credentials.username'],
  ])('refuses %j, naming the key', (mirror, message) => {
    expect(() => read([mirror])).toThrow(message);
  });

  it('refuses two mirrors of one name, and a relative data folder', () => {
    expect(() =>
      read([
        { name: 'a', url },
        { name: 'a', url },
      ]),
    ).toThrow("repositories.mirrors[1].name: 'a' is already used");
    expect(() => read([], { dataDirectory: 'data' })).toThrow(
      'stagedoor.dataDirectory must be an absolute path',
    );
  });
});
