import { insertLogChunks } from '../log/insertLogChunks';
import { addRelease, testLogger, untilBlocked } from './__testUtils__/releases';
import { useDatabase } from './__testUtils__/useDatabase';
import { ReleaseQueue } from './ReleaseQueue';
import { RunHosts } from './RunHosts';
import { RunLease } from './RunLease';
import { RunOutcome } from './RunOutcome';
import { RunSteps } from './RunSteps';

jest.setTimeout(180_000);

describe('the end of a run', () => {
  const here = useDatabase();

  /** A release that runs. */
  async function start() {
    const id = await addRelease(here.knex);
    const claimed = await new ReleaseQueue(here.knex, {
      leaseSeconds: 600,
    }).start(id, 'test');
    const key = { release: id, owner: 'test', epoch: claimed!.epoch };
    const lease = new RunLease(key, {
      knex: here.knex,
      logger: testLogger,
      seconds: 600,
      claimedAt: claimed!.claimedAt,
      onRenewed: () => {},
    });
    const hosts = new RunHosts({
      lease,
      place: claimed!,
      mask: text => text,
      onRecorded: () => {},
    });
    return { id, key, lease, hosts, outcome: new RunOutcome(lease) };
  }

  it('waits for a piece of the log that is being stored', async () => {
    const { id, key, outcome } = await start();
    const storing = await here.knex.transaction();
    await insertLogChunks(storing, key, [
      {
        firstLine: 1,
        lastLine: 1,
        bytes: 1,
        lines: '{}',
        steps: [],
        hosts: [],
      },
    ]);
    const ended = outcome.succeed('It runs');
    await untilBlocked(here.knex);
    expect(await here.knex('releases').where({ id }).first()).toMatchObject({
      state: 'running',
    });
    await storing.commit();
    await ended;
    expect(
      await here.knex('release_log_chunks').where({ release_id: id }),
    ).toHaveLength(1);
  });

  it('leaves no host in the middle of something', async () => {
    const { id, lease, hosts, outcome } = await start();
    const names = [
      'prepared',
      'switching',
      'verifying',
      'returning',
      'well',
      'preparing',
      'waiting',
    ];
    const refs = names.map(name => `resource:default/${name}`);
    await new RunSteps(lease).prepare(
      [],
      names.map((name, batch) => ({
        ref: refs[batch],
        name,
        batch,
        address: `${name}:22`,
        connection: 'ssh',
        variables: {},
      })),
    );
    const runs = { release: id, version: { commit: 'a'.repeat(40) } };
    await hosts.record(refs[0], { state: 'prepared' });
    await hosts.record(refs[1], { state: 'switching', previous: null });
    await hosts.record(refs[2], { state: 'verifying', runs });
    await hosts.record(refs[3], {
      state: 'rolling_back',
      message: 'It answered 500.',
    });
    await hosts.record(refs[4], { state: 'verified', runs });
    await hosts.record(refs[5], { state: 'preparing' });
    await outcome.fail({ cause: 'errored', outcome: 'It broke' });

    const rows = await here
      .knex('release_hosts')
      .where({ release_id: id })
      .orderBy('batch');
    expect(rows.map(({ state, message }) => [state, message])).toEqual([
      ['untouched', 'It was made ready and not switched.'],
      ['unknown', expect.stringContaining('ended in the middle')],
      ['failed', 'It runs the new version, which was not verified.'],
      [
        'unknown',
        expect.stringMatching(/^It answered 500\. The release ended/),
      ],
      ['verified', null],
      ['untouched', 'It was being made ready, and was not switched.'],
      ['untouched', null],
    ]);
    const live = await here.knex('live_hosts').orderBy('host_name');
    expect(live.map(row => [row.host_name, row.certain])).toEqual([
      ['returning', false],
      ['switching', false],
      ['verifying', true],
      ['well', true],
    ]);
  });
});
