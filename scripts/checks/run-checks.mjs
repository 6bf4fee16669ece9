import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { runLogged } from '../launcher/run.mjs';
import { explain } from '../launcher/failure.mjs';
import { nodeEnvironment } from '../launcher/node.mjs';
import { logDirectory, root, yarnScript } from '../launcher/paths.mjs';
import { EmbeddedPostgres } from '../launcher/postgres.mjs';
import { buildForProduction } from '../launcher/production-build.mjs';
import {
  countFaults,
  countJest,
  countNodeTest,
  countPlaywright,
  countPassedIn,
  listFailedFiles,
} from './counts.mjs';

const node = { executable: process.execPath, version: process.versions.node };
const reports = path.join(logDirectory, 'reports');
/** More files than these do not fail by chance. */
const mostRepeated = 5;
/** Of a check that is one verdict. */
const good = { passed: 1, failed: 0 };

/**
 * Every check, in the order of how soon it tells; those of one line run beside each other, one for each core. Each one says
 * how many tests passed and failed; a check that is one verdict (types, lint, formatting, build) counts as one.
 */
const CHECKS = [
  [
    { name: 'formatting', run: checkFormatting },
    { name: 'types', run: checkTypes },
  ],
  [
    { name: 'lint', run: checkLint },
    { name: 'launcher', run: runLauncherTests },
  ],
  [{ name: 'unit', run: runUnitTests }],
  [{ name: 'faults', run: runFaultSample }],
  [{ name: 'build', run: buildAll }],
  [{ name: 'e2e', run: runEndToEndTests }],
];

/**
 * Runs the checks and prints the sum as the last line.
 *
 * @param {string[]} argv - `--only NAME` (may be repeated) runs some of them
 * @returns {Promise<number>} the exit code
 */
export async function runChecks(argv) {
  const { values } = parseArgs({
    args: argv,
    options: { only: { type: 'string', multiple: true } },
  });
  fs.rmSync(reports, { recursive: true, force: true });
  fs.mkdirSync(reports, { recursive: true });
  const results = [];
  for (const line of CHECKS) {
    const wanted = line.filter(
      ({ name }) => !values.only || values.only.includes(name),
    );
    results.push(...(await Promise.all(wanted.map(runCheck))));
  }
  const passed = sum(results.map(result => result.passed));
  const failed = sum(results.map(result => result.failed));
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function runCheck({ name, run }) {
  const started = Date.now();
  process.stdout.write(`\n${name} …\n`);
  let result;
  try {
    result = await run();
  } catch (error) {
    const log = path.join(logDirectory, `${name}.log`);
    process.stdout.write(
      `${tail(log)}\n${explain(error, { doing: `checking: ${name}`, log }).message}\n`,
    );
    result = { passed: 0, failed: 1 };
  }
  process.stdout.write(
    `${name}: ${result.passed} passed, ${result.failed} failed in ${Math.round((Date.now() - started) / 1000)} s\n`,
  );
  return result;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

async function yarn(name, args, env = {}) {
  await runLogged(node.executable, [yarnScript, ...args], {
    cwd: root,
    env: {
      ...nodeEnvironment(node.executable),
      CI: 'true',
      FORCE_COLOR: '0',
      ...env,
    },
    log: path.join(logDirectory, `${name}.log`),
  });
}

async function checkFormatting() {
  await yarn('formatting', ['prettier', '--check', '--log-level', 'warn', '.']);
  return good;
}

async function checkTypes() {
  await yarn('types', ['tsc', '--incremental', 'false']);
  return good;
}

async function checkLint() {
  await yarn('lint', ['backstage-cli', 'repo', 'lint', '--max-warnings', '0']);
  return good;
}

async function buildAll() {
  await buildForProduction({ node, report: () => {} });
  return good;
}

async function runLauncherTests() {
  const log = path.join(logDirectory, 'launcher.log');
  await runLogged(
    node.executable,
    [
      '--test',
      // They wait for programs more than they compute.
      '--test-concurrency=4',
      ...['--test-reporter', 'tap'],
      'scripts/**/*.test.mjs',
      'faults/**/*.test.mjs',
    ],
    { cwd: root, env: nodeEnvironment(node.executable), log },
  ).catch(() => {});
  return told('launcher', countNodeTest(fs.readFileSync(log, 'utf8')));
}

async function runUnitTests() {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'stagedoor-test-'));
  fs.chmodSync(directory, 0o711);
  const postgres = await EmbeddedPostgres.start({
    directory: path.join(directory, 'postgres'),
    password: randomBytes(16).toString('hex'),
    log: path.join(directory, 'postgres.log'),
    // These databases live for minutes: what is lost in a crash is not missed.
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '400',
    },
  });
  try {
    const { host, port, user, password } = postgres.connection;
    const env = {
      BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: `postgresql://${user}:${password}@${host}:${port}/postgres`,
      NODE_OPTIONS: '--no-node-snapshot',
    };
    const report = path.join(reports, 'jest.json');
    await jest('unit', ['--maxWorkers=2'], { report, env });
    const first = told('unit', countJest(report));
    const again = listFailedFiles(report);
    if (again.length === 0 || again.length > mostRepeated) {
      return first;
    }
    // Real programs on a busy machine may be late once. What fails alone and a second time is broken.
    process.stdout.write(`once more, alone: ${again.join(' ')}\n`);
    const second = path.join(reports, 'jest-again.json');
    await jest('unit-again', ['--runInBand', '--runTestsByPath', ...again], {
      report: second,
      env,
    });
    const { passed, failed } = told('unit-again', countJest(second));
    return {
      passed: first.passed - countPassedIn(report, again) + passed,
      failed,
    };
  } finally {
    await postgres.stop();
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

async function jest(name, args, { report, env }) {
  await yarn(
    name,
    [
      'backstage-cli',
      'repo',
      'test',
      // Real parts on a busy machine take their time; a test that hangs still ends.
      '--testTimeout=60000',
      // A worker that is replaced reads all of Backstage again.
      '--workerIdleMemoryLimit=2000M',
      '--json',
      `--outputFile=${report}`,
      ...args,
    ],
    env,
  ).catch(() => {});
}

/** A few faults of every kind; `yarn test:faults` has them all. */
async function runFaultSample() {
  const log = path.join(logDirectory, 'faults.log');
  await runLogged(node.executable, ['faults/run.mjs', '--sample'], {
    cwd: root,
    env: nodeEnvironment(node.executable),
    log,
  }).catch(() => {});
  return told('faults', countFaults(fs.readFileSync(log, 'utf8')));
}

async function runEndToEndTests() {
  const report = path.join(reports, 'playwright.json');
  await yarn(
    'e2e',
    [
      'workspace',
      '@stagedoor/e2e',
      'playwright',
      'test',
      '--reporter=list,json',
    ],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      PLAYWRIGHT_FORCE_TTY: '0',
    },
  ).catch(() => {});
  return told('e2e', countPlaywright(report));
}

/** Shows the output of a run in which anything failed, even if it passed when repeated. */
function told(name, result) {
  if (result.failed > 0 || result.flaky > 0) {
    process.stdout.write(`${tail(path.join(logDirectory, `${name}.log`))}\n`);
  }
  return result;
}

function tail(file, lines = 150) {
  return fs.existsSync(file)
    ? fs.readFileSync(file, 'utf8').split('\n').slice(-lines).join('\n')
    : '';
}
