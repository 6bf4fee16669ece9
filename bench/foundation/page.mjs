import { loadPage } from '../lib/browser.mjs';
import { Measurements } from '../lib/measurements.mjs';
import { withRunningPair } from './running-pair.mjs';

const COMPONENTS = 2_000;

/** The sizes of the catalogs that are needed. */
export const SIZES = [COMPONENTS];

const KILOBYTE = 1_000;

/** The catalog's first page in a browser that was never there, by a person who is signed in. */
export async function measurePage({ repeats, report, ...options }) {
  const measurements = new Measurements();
  await withRunningPair(
    { ...options, components: COMPONENTS, report },
    async pair => {
      // Once unmeasured: the first request of a backend's life reads the files from disk.
      for (const side of pair) {
        await load(side);
      }
      for (let repeat = 1; repeat <= repeats; repeat += 1) {
        for (const side of pair) {
          report(`repeat ${repeat} of ${repeats}, ${side.contender.name}`);
          const add = (what, figure, unit) =>
            measurements.add(
              `first page: ${what}`,
              side.contender.name,
              figure,
              { unit },
            );
          const figures = await load(side);
          add('first row visible', figures.visibleAfterMs, 'ms');
          add('JavaScript', figures.scriptBytes / KILOBYTE, 'kB');
          add('CSS', figures.styleBytes / KILOBYTE, 'kB');
          add('everything', figures.allBytes / KILOBYTE, 'kB');
          add('requests', figures.requests, 'requests');
        }
      }
    },
  );
  return measurements.toRows();
}

function load({ contender, backend }) {
  return loadPage({
    url: `${backend.address}${contender.catalogPath}?filters[kind]=component&filters[user]=all`,
    remembered: contender.browser,
    visible: 'a[href*="/catalog/default/component/component-"]',
  });
}
