import process from 'node:process';
import { Progress } from '../../scripts/launcher/progress.mjs';
import { Report } from '../lib/report.mjs';
import { BACKSTAGE } from '../stock/versions.mjs';
import { drawFigures } from './figures.mjs';
import { measureFirstLine } from './first-line.mjs';
import { measureHosts } from './hosts.mjs';
import { measureLargeLog } from './large-log.mjs';
import { measureList } from './list.mjs';
import { measureVersions } from './versions.mjs';
import { measureViewers } from './viewers.mjs';

const PARTS = {
  'first-line': { title: 'From asking to the log', measure: measureFirstLine },
  viewers: { title: 'Watching a log', measure: measureViewers },
  list: { title: 'A long history', measure: measureList },
  hosts: { title: 'Twenty hosts', measure: measureHosts },
  versions: { title: 'A large repository', measure: measureVersions },
  'large-log': { title: 'A large log', measure: measureLargeLog },
};

/**
 * Whether releases are as fast as the things they are used instead of, and how far they are from the least that is possible.
 *
 * @param {{ quick: boolean, repeats: number, only: string[] }} options
 */
export default async function runReleases({ quick, repeats, only }) {
  const progress = new Progress({ total: only.length });
  const report = new Report('releases');
  for (const part of only) {
    const { title, measure } = PARTS[part];
    let skipped;
    const rows = await progress.step(title, detail =>
      measure({
        quick,
        repeats,
        report: text => {
          skipped = /^skipped|^without/.test(text) ? text : skipped;
          detail(text);
        },
      }),
    );
    if (rows.length > 0) {
      report.save(part, {
        rows,
        quick,
        repeats,
        versions: { backstage: BACKSTAGE },
      });
    }
    process.stdout.write(
      `\n${skipped ? `${title}: ${skipped}\n` : ''}${rows.length > 0 ? drawFigures(rows) : ''}\n`,
    );
  }
  process.stdout.write(`All figures: ${report.file}\n`);
}
