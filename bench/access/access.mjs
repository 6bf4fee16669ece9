import process from 'node:process';
import { Progress } from '../../scripts/launcher/progress.mjs';
import { Report } from '../lib/report.mjs';
import { drawFigures } from '../releases/figures.mjs';
import { BACKSTAGE } from '../stock/versions.mjs';
import { measureCertificates } from './certificates.mjs';
import { measureReplay } from './replay.mjs';
import { measureSessionEnd } from './session-end.mjs';

const PARTS = {
  certificates: {
    title: 'From an approval to certificates',
    measure: measureCertificates,
  },
  'session-end': {
    title: 'From revocation to the end',
    measure: measureSessionEnd,
  },
  replay: { title: 'A long recording', measure: measureReplay },
};

/**
 * Whether access begins at once and ends as soon as it has to, and whether what was recorded can be watched at once.
 *
 * @param {{ quick: boolean, repeats: number, only: string[] }} options
 */
export default async function runAccess({ quick, repeats, only }) {
  const progress = new Progress({ total: only.length });
  const report = new Report('access');
  for (const part of only) {
    const { title, measure } = PARTS[part];
    const rows = await progress.step(title, detail =>
      measure({ quick, repeats, report: detail }),
    );
    report.save(part, {
      rows,
      quick,
      repeats,
      versions: { backstage: BACKSTAGE },
    });
    process.stdout.write(`\n${drawFigures(rows)}\n`);
  }
  process.stdout.write(`All figures: ${report.file}\n`);
}
