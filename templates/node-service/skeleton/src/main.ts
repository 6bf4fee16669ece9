import { ConfigError, readConfig, type Config } from './config.ts';
import { createServer } from './server.ts';
import { shutDown } from './shutdown.ts';

function readConfigOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
}

const config = readConfigOrExit();
const server = createServer(config);

// A bug that nobody caught leaves unknown state behind: say so and start afresh.
process.on('uncaughtException', error => {
  server.app.log.fatal({ err: error }, 'uncaught exception');
  process.exit(1);
});

let stopping = false;
const stop = async (signal: NodeJS.Signals): Promise<void> => {
  // Whoever asks twice does not want to wait.
  if (stopping) process.exit(1);
  stopping = true;
  server.app.log.info({ signal }, 'asked to stop');
  const finished = await shutDown(server, config);
  process.exit(finished ? 0 : 1);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

await server.app.listen({ host: config.host, port: config.port });
