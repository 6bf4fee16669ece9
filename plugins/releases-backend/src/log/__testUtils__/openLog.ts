import { Knex } from 'knex';
import { addRelease, testLogger } from '../../runner/__testUtils__/releases';
import { RunLease } from '../../runner/RunLease';
import { notifyWake } from '../../wake/releaseWake';
import { LogWriter } from '../LogWriter';
import { SecretMasker } from '../SecretMasker';

/** A release that runs, with the writer of its log. */
export interface OpenLog {
  id: number;
  lease: RunLease;
  writer: LogWriter;
  /** Ends the release, as a run does after its last line. */
  finish(): Promise<void>;
}

/** Starts a release and opens its log. */
export async function openLog(
  knex: Knex,
  options: { secrets?: string[]; maxBytes?: number } = {},
): Promise<OpenLog> {
  const id = await addRelease(knex, { state: 'awaiting_approval' });
  await knex('releases')
    .where({ id })
    .update({
      state: 'running',
      lease_owner: 'test',
      epoch: 1,
      environment: `test-${id}`,
    });
  const lease = new RunLease(
    { release: id, owner: 'test', epoch: 1 },
    {
      knex,
      logger: testLogger,
      seconds: 60,
      claimedAt: performance.now(),
      onRenewed: () => {},
    },
  );
  const writer = await LogWriter.open({
    lease,
    masker: new SecretMasker(options.secrets ?? []),
    maxBytes: options.maxBytes ?? 100_000_000,
  });
  return {
    id,
    lease,
    writer,
    finish: async () => {
      await writer.close();
      await knex('releases').where({ id }).update({
        state: 'succeeded',
        finished_at: knex.fn.now(),
      });
      await notifyWake(knex, { release: id, kind: 'state' });
    },
  };
}
