import process from 'node:process';
import { Progress } from '../../scripts/launcher/progress.mjs';
import { buildForProduction } from '../../scripts/launcher/production-build.mjs';
import { Databases } from '../lib/databases.mjs';
import { Report } from '../lib/report.mjs';
import { drawTable } from '../lib/table.mjs';
import { describeStagedoor } from '../stagedoor/contender.mjs';
import { describeStockApp } from '../stock/contender.mjs';
import { prepareStockApp } from '../stock/prepare.mjs';
import { BACKSTAGE } from '../stock/versions.mjs';
import * as catalog from './catalog.mjs';
import * as page from './page.mjs';
import { Snapshots } from './snapshots.mjs';
import * as start from './start.mjs';

const PARTS = {
  start: { title: 'Starting', sizes: start.SIZES, measure: start.measureStart },
  catalog: {
    title: 'Catalog API',
    sizes: catalog.SIZES,
    measure: catalog.measureCatalog,
  },
  page: {
    title: 'First page in a browser',
    sizes: page.SIZES,
    measure: page.measurePage,
  },
};

/**
 * Whether what Stagedoor adds to Backstage costs anything: start, memory, catalog and first page, each beside the stock
 * app of the same Backstage version.
 *
 * @param {{ node: { executable: string, version: string }, quick: boolean, repeats: number, only: string[], reuse: boolean, prepare: boolean }} options
 */
export default async function runFoundation({
  node,
  quick,
  repeats,
  only,
  reuse,
  prepare,
}) {
  const progress = new Progress({ total: 4 + (prepare ? 0 : only.length) });
  await progress.step(
    'Production build',
    report => buildForProduction({ node, report }),
    {
      usually: 'a minute',
    },
  );
  await progress.step(
    'Stock app',
    report => prepareStockApp({ node, report }),
    {
      usually: '4 minutes the first time',
    },
  );
  const contenders = [describeStockApp(), describeStagedoor()];
  const databases = await progress.step('PostgreSQL', () => Databases.start());
  const report = new Report('foundation');
  try {
    const snapshots = await progress.step(
      'Databases',
      detail =>
        Snapshots.provide({
          contenders,
          databases,
          sizes: only.flatMap(part => PARTS[part].sizes),
          reuse,
          report: detail,
        }),
      { usually: '10 minutes the first time' },
    );
    if (prepare) {
      return;
    }
    for (const part of only) {
      const { title, measure } = PARTS[part];
      const rows = await progress.step(title, detail =>
        measure({
          contenders,
          databases,
          snapshots,
          quick,
          repeats,
          report: detail,
        }),
      );
      report.save(part, {
        rows,
        quick,
        repeats,
        versions: { backstage: BACKSTAGE },
      });
      process.stdout.write(`\n${drawTable(rows)}\n`);
    }
  } finally {
    await databases.stop();
  }
  process.stdout.write(`All figures: ${report.file}\n`);
}
