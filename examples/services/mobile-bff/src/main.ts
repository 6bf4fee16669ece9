import { connectBackends } from './backends.ts';
import { createLog } from './kit/log.ts';
import { readPort, serve, stopOnSignals } from './kit/serve.ts';
import { createRoutes } from './routes.ts';

stopOnSignals(
  await serve({
    log: createLog('mobile-bff'),
    routes: createRoutes(connectBackends(process.env)),
    port: readPort(8080),
  }),
);
