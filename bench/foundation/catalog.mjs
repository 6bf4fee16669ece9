import { Measurements } from '../lib/measurements.mjs';
import { runLoad } from '../lib/load.mjs';
import { withRunningPair } from './running-pair.mjs';

/** The sizes of the catalogs that are needed. */
export const SIZES = [2_000, 10_000];
const CONCURRENCIES = [1, 8];

const QUERIES = [
  {
    name: 'page of 20',
    path: '/api/catalog/entities/by-query?filter=kind=component&limit=20&orderField=metadata.name,asc',
    check: answer => answer.items.length === 20,
  },
  {
    name: 'facets',
    path: '/api/catalog/entity-facets?facet=spec.type&filter=kind=component',
    check: answer => answer.facets['spec.type'].length >= 5,
  },
];

/** Latency and throughput of the two requests behind every catalog page, and memory after that load. */
export async function measureCatalog({ quick, repeats, report, ...options }) {
  const measurements = new Measurements();
  const durationMs = quick ? 1_500 : 3_000;
  for (const components of SIZES) {
    await withRunningPair({ ...options, components, report }, async pair => {
      for (const side of pair) {
        side.token = await side.backend.signIn();
        await warmUp(side, durationMs);
        measurements.add(
          `${components} components: read in, from ready to stitched`,
          side.contender.name,
          side.ingestSeconds,
          { unit: 's' },
        );
      }
      for (let repeat = 1; repeat <= repeats; repeat += 1) {
        report(`${components} components, repeat ${repeat} of ${repeats}`);
        await measureOnce({ pair, components, durationMs, measurements });
      }
      for (const { contender, backend } of pair) {
        measurements.add(
          `${components} components: memory after the load`,
          contender.name,
          backend.memory,
          { unit: 'MB' },
        );
      }
    });
  }
  return measurements.toRows();
}

async function measureOnce({ pair, components, durationMs, measurements }) {
  for (const query of QUERIES) {
    for (const concurrency of CONCURRENCIES) {
      for (const { contender, backend, token } of pair) {
        const figures = await runLoad({
          url: `${backend.address}${query.path}`,
          token,
          concurrency,
          durationMs,
        });
        const what = `${components} components: ${query.name}, ${concurrency} at a time`;
        measurements.add(`${what}, p50`, contender.name, figures.p50, {
          unit: 'ms',
        });
        measurements.add(`${what}, p95`, contender.name, figures.p95, {
          unit: 'ms',
        });
        measurements.add(`${what}, rate`, contender.name, figures.perSecond, {
          unit: 'req/s',
          better: 'higher',
        });
      }
    }
  }
}

/** Lets code be compiled and caches be filled, and looks once at what is answered. */
async function warmUp({ contender, backend, token }, durationMs) {
  for (const { name, path, check } of QUERIES) {
    const url = `${backend.address}${path}`;
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok || !check(await answer.json())) {
      throw new Error(
        `${contender.name} answered something else than the ${name} asked for (${answer.status})`,
      );
    }
    await runLoad({ url, token, concurrency: 8, durationMs });
  }
}
