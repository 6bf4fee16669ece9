import { Backend } from '../lib/backend.mjs';
import { waitUntilQuiet } from '../lib/processes.mjs';

const QUIET_WITHIN_MS = 5 * 60_000;

/**
 * Runs both contenders side by side on copies of their databases with the given number of components, and hands them
 * over when neither has anything left to do: they are then put under load one after the other, never together.
 *
 * @template T
 * @param {{ contenders: object[], databases: object, snapshots: object, components: number, report: (detail: string) => void }} options
 * @param {(pair: { contender: object, backend: Backend, ingestSeconds: number }[]) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withRunningPair(
  { contenders, databases, snapshots, components, report },
  work,
) {
  const pair = [];
  try {
    for (const contender of contenders) {
      report(
        `${contender.name}: copying ${components} components and starting`,
      );
      const {
        prefix: from,
        locations,
        ingestSeconds,
      } = snapshots.of(contender, components);
      const prefix = `run_${contender.name}_`;
      await databases.copy(from, prefix);
      await databases.analyze(prefix);
      const backend = await Backend.start(contender, {
        databases,
        prefix,
        locations,
      });
      pair.push({ contender, backend, ingestSeconds });
    }
    report('waiting until both are quiet');
    await waitUntilQuiet(
      [databases.pid, ...pair.map(({ backend }) => backend.pid)],
      {
        withinMs: QUIET_WITHIN_MS,
      },
    );
    return await work(pair);
  } finally {
    for (const { backend } of pair) {
      await backend.stop();
    }
  }
}
