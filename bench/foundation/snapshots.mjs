import { Backend } from '../lib/backend.mjs';
import { waitUntilQuiet } from '../lib/processes.mjs';
import { waitUntil } from '../lib/wait-until.mjs';
import { GENERATION, generateCatalog } from './entities.mjs';

const INGESTED_WITHIN_MS = 15 * 60_000;
const QUIET_WITHIN_MS = 5 * 60_000;

/**
 * Databases with a catalog that a contender has read in by itself: processed, stitched, indexed for search and analyzed.
 * They are kept between runs; measurements run on copies.
 */
export class Snapshots {
  #made = new Map();

  /**
   * Makes what is missing.
   *
   * @param {{ contenders: import('../lib/contender.mjs').Contender[], databases: import('../lib/databases.mjs').Databases,
   *   sizes: number[], reuse: boolean, report: (detail: string) => void }} options - `sizes` are numbers of components
   */
  static async provide({ contenders, databases, sizes, reuse, report }) {
    const snapshots = new Snapshots();
    for (const components of new Set(sizes)) {
      for (const contender of contenders) {
        report(`${contender.name}, ${components} components`);
        snapshots.#made.set(
          nameSnapshot(contender, components),
          await provideOne({ contender, databases, components, reuse }),
        );
      }
    }
    return snapshots;
  }

  /** @returns {{ prefix: string, locations: object[], ingestSeconds: number }} */
  of(contender, components) {
    return this.#made.get(nameSnapshot(contender, components));
  }
}

function nameSnapshot(contender, components) {
  return `bench_${contender.name}_${components}_`;
}

async function provideOne({ contender, databases, components, reuse }) {
  const prefix = nameSnapshot(contender, components);
  const { locations, entities } = generateCatalog(components);
  const madeBy = `${contender.buildId} ${GENERATION}`;
  const found = JSON.parse((await databases.readLabel(prefix)) ?? '{}');
  if (found.madeBy === madeBy || (reuse && found.madeBy)) {
    return { prefix, locations, ingestSeconds: found.ingestSeconds };
  }
  await databases.drop(prefix);
  const backend = await Backend.start(contender, {
    databases,
    prefix,
    locations,
  });
  const started = performance.now();
  let ingestSeconds;
  try {
    await waitUntil(() => isIngested({ databases, prefix, entities }), {
      what: `${contender.name} to read in ${entities} entities`,
      withinMs: INGESTED_WITHIN_MS,
    });
    ingestSeconds = (performance.now() - started) / 1000;
    await waitUntilQuiet([backend.pid, databases.pid], {
      withinMs: QUIET_WITHIN_MS,
    });
  } finally {
    await backend.stop();
  }
  await databases.analyze(prefix);
  await databases.label(prefix, JSON.stringify({ madeBy, ingestSeconds }));
  return { prefix, locations, ingestSeconds };
}

async function isIngested({ databases, prefix, entities }) {
  const [row] = await databases.query(
    `SELECT
       (SELECT count(*) FROM final_entities WHERE final_entity IS NOT NULL)::int AS stitched,
       (SELECT count(*) FROM stitch_queue)::int AS waiting,
       (SELECT count(*) FROM refresh_state WHERE next_update_at < now())::int AS unprocessed`,
    { database: `${prefix}catalog` },
  );
  return row.stitched >= entities && row.waiting === 0 && row.unprocessed === 0;
}
