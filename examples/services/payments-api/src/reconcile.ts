import { sumByDay } from './dayTotals.ts';
import { readJournal } from './journal.ts';

// Prints lines for `psql --command "\copy daily_totals from stdin with csv"`.
const path = process.env.JOURNAL_FILE;
if (!path) {
  process.stderr.write('JOURNAL_FILE must name the journal to read\n');
  process.exit(78);
}
for (const total of sumByDay(await readJournal(path))) {
  const { day, currency, captured, refunded } = total;
  process.stdout.write(`${day},${currency},${captured},${refunded}\n`);
}
