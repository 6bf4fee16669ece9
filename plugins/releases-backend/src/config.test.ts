import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readReleasesConfig } from './config';

const read = (releases?: JsonObject) =>
  readReleasesConfig(
    mockServices.rootConfig({ data: releases ? { releases } : {} }),
  );
const environment = (more: JsonObject) => ({
  environments: [{ name: 'production', ...more }],
});

describe('readReleasesConfig', () => {
  it('is idle by default', () => {
    expect(read()).toEqual({
      environments: [],
      secrets: {},
      workers: { concurrency: 2, lease: { seconds: 15 } },
      log: {
        maxBytes: 200 * 1024 * 1024,
        followers: { perUser: 20, total: 500 },
      },
      packages: { keep: 20 },
    });
  });

  it('fills in what is usual, and spells refs in one way', () => {
    const { environments } = read(
      environment({ approvals: { count: 1, from: ['owner', 'Group:SRE'] } }),
    );
    expect(environments).toEqual([
      {
        name: 'production',
        title: 'production',
        whenBusy: 'queue',
        approvals: {
          count: 1,
          from: ['owner', 'group:default/sre'],
          expireAfter: 86_400_000,
          forRollback: false,
        },
      },
    ]);
  });

  it.each(['2h', 'PT2H', { hours: 2 }])('reads %j as a time', expireAfter => {
    const { environments } = read(
      environment({ approvals: { count: 1, from: ['owner'], expireAfter } }),
    );
    expect(environments[0].approvals?.expireAfter).toBe(7_200_000);
  });

  const approvals = (more: JsonObject) =>
    environment({ approvals: { count: 1, from: ['owner'], ...more } });
  it.each<[JsonObject, string]>([
    [{ enviroments: [] }, 'releases: Unrecognized key: "enviroments"'],
    [environment({ name: 'Prod' }), 'releases.environments[0].name: must be'],
    [
      { environments: [{ name: 'a' }, { name: 'a' }] },
      "releases.environments[1].name: 'a' is listed twice",
    ],
    [environment({ whenBusy: 'wait' }), 'releases.environments[0].whenBusy: '],
    [environment({ promoteFrom: 'x' }), 'releases.environments[0]: Unrecog'],
    [approvals({ count: 0 }), 'releases.environments[0].approvals.count: '],
    [approvals({ from: [] }), 'releases.environments[0].approvals.from: '],
    [
      approvals({ from: ['sre'] }),
      "releases.environments[0].approvals.from[0]: 'sre' must be a user or a group, or 'owner'",
    ],
    [
      approvals({ expireAfter: 'soon' }),
      'releases.environments[0].approvals.expireAfter: must be a time',
    ],
    [{ workers: { concurrency: -1 } }, 'releases.workers.concurrency: '],
    [{ workers: { lease: { seconds: 1 } } }, 'releases.workers.lease.seconds'],
    [{ secrets: { A: '' } }, 'releases.secrets.A: '],
    [{ log: { maxBytes: 1 } }, 'releases.log.maxBytes: '],
    [{ packages: { keep: 0 } }, 'releases.packages.keep: '],
  ])('refuses %j, naming the key', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });

  it('shows no secret when something else is wrong', () => {
    expect(() =>
      read({ secrets: { A: 'planted' }, workers: { concurrency: -1 } }),
    ).toThrow(expect.not.stringContaining('planted'));
  });
});
