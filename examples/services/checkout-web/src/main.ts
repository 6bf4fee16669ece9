import { createLog } from './kit/log.ts';
import { Metrics } from './kit/metrics.ts';
import { readPort, serve, stopOnSignals } from './kit/serve.ts';
import { connectNeighbours } from './neighbours.ts';
import { createRoutes } from './routes.ts';

const metrics = new Metrics();
const routes = createRoutes(connectNeighbours(process.env), metrics);
stopOnSignals(
  await serve({
    log: createLog('checkout-web'),
    metrics,
    routes,
    port: readPort(8080),
  }),
);
