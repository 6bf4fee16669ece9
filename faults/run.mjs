import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installDependencies } from '../scripts/launcher/dependencies.mjs';
import { explain, Failure } from '../scripts/launcher/failure.mjs';
import { isSupportedNode, provideNode } from '../scripts/launcher/node.mjs';

const USAGE = `Usage: node faults/run.mjs [options]

Kills, freezes and cuts off the processes that carry releases out, and checks what is left.

  --sample         a few faults of every kind, in a minute
  --only PART      one part alone; may be repeated (points, kills, freezes, postgres, clock)
  --kills NUMBER   how often a replica is killed at a random moment (default: 100)
  --freezes NUMBER how often one is frozen at a random moment (default: 20)
  --seed NUMBER    which random moments (default: another one each time)
  --help           this text
`;

async function main() {
  const options = readArguments(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  const node = await provideNode();
  await installDependencies({ node, report: () => {} });
  if (isSupportedNode()) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => process.exit(1));
    }
    // Loaded only now: what follows uses installed packages.
    const { runFaults } = await import('./run-faults.mjs');
    process.exitCode = (await runFaults(options)) ? 0 : 1;
    return;
  }
  const child = spawn(
    node.executable,
    [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  process.on('SIGTERM', () => child.kill('SIGTERM')).on('SIGINT', () => {});
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
}

function readArguments(argv) {
  const { values } = parse(argv);
  const number = (name, fallback) => {
    const value = Number(values[name] ?? fallback);
    if (!Number.isInteger(value) || value < 0) {
      throw new Failure(`--${name} must be a whole number.`);
    }
    return value;
  };
  return {
    help: values.help,
    sample: values.sample,
    only: values.only,
    kills: number('kills', values.sample ? 2 : 100),
    freezes: number('freezes', values.sample ? 0 : 20),
    seed: number('seed', Date.now() % 1_000_000),
  };
}

function parse(argv) {
  try {
    return parseArgs({
      args: argv,
      options: {
        sample: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true },
        kills: { type: 'string' },
        freezes: { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Failure(
      `${error.message.split('\n')[0]}. See: node faults/run.mjs --help`,
    );
  }
}

main().catch(error => {
  process.stderr.write(
    `\n${explain(error, { doing: 'breaking things' }).message}\n`,
  );
  if (process.env.DEBUG) {
    process.stderr.write(`${error.stack}\n`);
  }
  process.exitCode = 1;
});
