import { Checks, parseTargets } from './checks.ts';
import { createLog } from './kit/log.ts';
import { readPort, serve, stopOnSignals } from './kit/serve.ts';
import { createRoutes } from './routes.ts';

const checks = new Checks(parseTargets(process.env.STATUS_TARGETS ?? ''));
checks.start();
stopOnSignals(
  await serve({
    log: createLog('status-page'),
    routes: createRoutes(checks),
    port: readPort(8080),
  }),
);
