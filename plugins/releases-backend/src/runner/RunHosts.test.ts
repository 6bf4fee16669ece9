import { openLog } from '../log/__testUtils__/openLog';
import { planFor } from './__testUtils__/releases';
import { useDatabase } from './__testUtils__/useDatabase';
import { RunHosts } from './RunHosts';
import { RunSteps } from './RunSteps';

const ref = 'resource:default/prod-1';
const version = { commit: 'b'.repeat(40), label: 'v2' };

describe('what a run records about a host', () => {
  const here = useDatabase();

  async function open() {
    const { id, lease } = await openLog(here.knex);
    const plan = planFor({ hosts: ['prod-1'] });
    await new RunSteps(lease).prepare([], plan.hosts);
    const hosts = new RunHosts({
      lease,
      place: plan,
      mask: text => text.replace('hunter2', '●'),
      onRecorded: () => {},
    });
    return { id, lease, hosts, live: () => here.knex('live_hosts').first() };
  }

  it('changes what runs where in the same moment', async () => {
    const { id, hosts, live } = await open();
    await hosts.record(ref, { state: 'preparing', previous: null });
    expect(await live()).toBeUndefined();
    await hosts.record(ref, {
      state: 'verifying',
      runs: { release: id, version },
      kept: [id],
    });
    const first = await live();
    expect(first).toMatchObject({
      component: 'component:default/shop',
      environment: 'production',
      host_name: 'prod-1',
      release_id: id,
      commit: version.commit,
      label: 'v2',
      by_ref: 'user:default/ana.ruiz',
      certain: true,
      kept: [id],
    });
    await hosts.record(ref, {
      state: 'verified',
      runs: { release: id, version },
    });
    expect((await live()).since).toEqual(first.since);
    expect(await hosts.get(ref)).toEqual({
      ref,
      state: 'verified',
      runs: { release: id, version },
    });
    await hosts.record(ref, { state: 'rolled_back', runs: null, kept: [] });
    expect(await live()).toMatchObject({
      release_id: null,
      commit: null,
      kept: [],
    });
  });

  it('says when it is not certain what runs, until somebody has looked', async () => {
    const { id, hosts, live } = await open();
    await hosts.record(ref, {
      state: 'unknown',
      message: 'Lost contact; password hunter2',
    });
    expect(await live()).toMatchObject({ release_id: null, certain: false });
    expect((await hosts.get(ref)).message).toBe('Lost contact; password ●');
    await hosts.record(ref, {
      state: 'verifying',
      runs: { release: id, version },
    });
    expect(await live()).toMatchObject({ release_id: id, certain: true });
    expect((await hosts.get(ref)).message).toBeUndefined();
  });

  it('keeps the version of a release that this database does not know', async () => {
    const { hosts, live } = await open();
    await hosts.record(ref, {
      state: 'rolled_back',
      runs: { release: 123456, version },
    });
    expect(await live()).toMatchObject({
      release_id: null,
      commit: version.commit,
      by_ref: null,
    });
  });

  it('is refused as a whole once the lease is lost', async () => {
    const { id, hosts, live } = await open();
    await here.knex('releases').where({ id }).update({ epoch: 2 });
    await expect(
      hosts.record(ref, { state: 'verifying', runs: { release: id, version } }),
    ).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect(await live()).toBeUndefined();
    expect(await here.knex('release_hosts').first()).toMatchObject({
      state: 'untouched',
    });
  });

  it('names a host that the release does not have', async () => {
    const { id, hosts } = await open();
    await expect(
      hosts.record('resource:default/other', { state: 'preparing' }),
    ).rejects.toThrow(`Release #${id} has no host resource:default/other`);
  });
});
