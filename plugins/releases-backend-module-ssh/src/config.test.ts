import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readSshEngineConfig } from './config';

const read = (ssh: JsonObject | undefined, stagedoor: JsonObject = {}) =>
  readSshEngineConfig(
    mockServices.rootConfig({
      data: {
        stagedoor: { dataDirectory: '/data', mode: 'evaluation', ...stagedoor },
        ...(ssh && { releases: { ssh } }),
      },
    }),
  );

describe('readSshEngineConfig', () => {
  it('is safe when nothing is configured', () => {
    expect(read(undefined, { mode: 'production' })).toEqual({
      dataDirectory: '/data',
      localHosts: { enabled: false, path: [] },
      knownHostsFile: '/data/known_hosts',
      connectTimeoutMs: 10_000,
      buildSandbox: [],
      buildOutputLimit: 104_857_600,
      parallelHosts: 20,
    });
  });

  it('reads what is configured', () => {
    expect(
      read({
        localHosts: { enabled: true, path: ['/opt/bin'] },
        identityFile: '/keys/id',
        certificateFile: '/keys/id-cert.pub',
        knownHostsFile: '/keys/known_hosts',
        connectTimeout: '3s',
        buildSandbox: ['bwrap', '--'],
      }),
    ).toMatchObject({
      localHosts: { enabled: true },
      identityFile: '/keys/id',
      connectTimeoutMs: 3_000,
    });
  });

  it.each<[JsonObject, JsonObject, string]>([
    [
      { identityFile: 'id' },
      {},
      'releases.ssh.identityFile: must be an absolute path',
    ],
    [
      { localHosts: { path: ['bin'] } },
      {},
      'releases.ssh.localHosts.path.0: must be an absolute path',
    ],
    [{ localHost: true }, {}, 'releases.ssh: Unrecognized key: "localHost"'],
    [
      { connectTimeout: '1h' },
      {},
      'releases.ssh.connectTimeout: must be between',
    ],
    [
      { certificateFile: '/c' },
      {},
      'releases.ssh.certificateFile: needs releases.ssh.identityFile',
    ],
    [
      { credentials: 'access', identityFile: '/keys/id' },
      {},
      'releases.ssh.identityFile: must be absent',
    ],
    [
      { localHosts: { enabled: true } },
      { mode: 'production' },
      'releases.ssh.localHosts.enabled: must not be true unless',
    ],
    [
      {},
      { dataDirectory: 'data' },
      "stagedoor.dataDirectory must be an absolute path, got 'data'",
    ],
  ])('refuses %j, naming the key', (ssh, stagedoor, message) => {
    expect(() => read(ssh, stagedoor)).toThrow(message);
  });

  it('takes the absence of a mode for production', () => {
    expect(() =>
      readSshEngineConfig(
        mockServices.rootConfig({
          data: {
            stagedoor: { dataDirectory: '/data' },
            releases: { ssh: { localHosts: { enabled: true } } },
          },
        }),
      ),
    ).toThrow('releases.ssh.localHosts.enabled');
  });
});
