import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Failure } from './failure.mjs';

export const USAGE = `Usage: npm start -- [options]

  --data FOLDER    where databases, repositories and logs are kept (default: .stagedoor/data in the checkout)
  --port NUMBER    the port of UI and API (default: 7007)
  --bastion-port NUMBER
                   the port of the demonstration bastion (default: 7022, or the next free one)
  --config FILE    configuration read after app-config.yaml, in place of the example organisation; may be repeated
  --verbose        show the platform's log here as well
  --help           this text
`;

/**
 * Reads the options of `npm start` and `yarn dev`.
 *
 * @param {string[]} argv - without the program's own name
 * @returns {{ data?: string, port: number, bastionPort?: number, config: string[], verbose: boolean, help: boolean }}
 * @throws Failure that names the option
 */
export function readArguments(argv) {
  let values;
  try {
    ({ values } = parseArgs({
      args: argv,
      options: {
        data: { type: 'string' },
        port: { type: 'string', default: '7007' },
        'bastion-port': { type: 'string' },
        config: { type: 'string', multiple: true, default: [] },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new Failure(
      `${error.message.split('\n')[0]}. See: npm start -- --help`,
    );
  }
  return {
    data: values.data && path.resolve(process.cwd(), values.data),
    port: readPort('port', values.port),
    bastionPort:
      values['bastion-port'] &&
      readPort('bastion-port', values['bastion-port']),
    config: values.config.map(file => path.resolve(process.cwd(), file)),
    verbose: values.verbose,
    help: values.help,
  };
}

function readPort(name, text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Failure(
      `--${name} must be a whole number from 1 to 65535, not "${text}".`,
    );
  }
  return port;
}
