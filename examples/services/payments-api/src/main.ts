import { HttpAcquirer, SandboxAcquirer } from './acquirer.ts';
import { FileJournal, MemoryJournal } from './journal.ts';
import { createLog } from './kit/log.ts';
import { Metrics } from './kit/metrics.ts';
import { readPort, serve, stopOnSignals } from './kit/serve.ts';
import { Ledger } from './ledger.ts';
import { createRoutes } from './routes.ts';

const { JOURNAL_FILE, ACQUIRER_URL, ACQUIRER_TOKEN } = process.env;
const log = createLog('payments-api');
const port = readPort(8080);

const journal = JOURNAL_FILE
  ? await FileJournal.open(JOURNAL_FILE)
  : new MemoryJournal();
if (!JOURNAL_FILE) log('warn', 'no JOURNAL_FILE: payments are kept in memory');

const acquirer = ACQUIRER_URL
  ? new HttpAcquirer({ url: ACQUIRER_URL, token: ACQUIRER_TOKEN ?? '' })
  : new SandboxAcquirer();
if (!ACQUIRER_URL) log('warn', 'no ACQUIRER_URL: no money moves');

const metrics = new Metrics();
const ledger = await Ledger.open({ journal, acquirer });
stopOnSignals(
  await serve({
    log,
    metrics,
    port,
    routes: createRoutes(ledger, metrics, journal),
  }),
);
