import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describeService } from '../../scripts/testbed/entities.mjs';
import { atMostTimes, Figures, timesFaster } from './figures.mjs';
import { BenchPlatform } from './platform.mjs';
import { findAnsible, writePlaybook } from './playbook.mjs';
import { findObstacle, FOLDER, SshHosts, USER } from './ssh-hosts.mjs';

const run = promisify(execFile);
const HOSTS = 20;
const SERVICE = 'shop';
/** Of a version: what no compression makes smaller, as in most built services. */
const FILES = 100;
const FILE_BYTES = 50_000;

/**
 * A release to twenty hosts over SSH, beside Ansible and beside a bare loop that do the same: pack a commit, copy it to every
 * host, unpack it, make it current in one step, look at it. Each begins without connections.
 */
export async function measureHosts({ repeats, report }) {
  const obstacle = findObstacle();
  if (obstacle) {
    report(`skipped: ${obstacle}`);
    return [];
  }
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'stagedoor-hosts-'));
  fs.chmodSync(directory, 0o755);
  const hosts = await SshHosts.start(path.join(directory, 'hosts'), HOSTS);
  let platform;
  try {
    platform = await openPlatform(hosts);
    const bench = { platform, hosts, directory };
    const contenders = [
      { name: 'bare loop', folder: 'loop', work: () => runLoop(bench) },
      ...chooseAnsible(bench, report),
      { name: 'stagedoor', folder: SERVICE, work: () => runRelease(bench) },
    ];
    return await measure({ contenders, hosts, repeats, report });
  } finally {
    await platform?.close();
    await hosts.stop();
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

async function measure({ contenders, hosts, repeats, report }) {
  const figures = new Figures();
  // Once unmeasured: folders are made, and files come from the disk for the first time.
  for (let repeat = 0; repeat <= repeats; repeat += 1) {
    for (const { name, folder, work } of contenders) {
      report(`repeat ${repeat} of ${repeats}: ${name}`);
      await hosts.restart();
      const started = performance.now();
      const parts = (await work()) ?? {};
      const seconds = (performance.now() - started) / 1000;
      checkHosts(hosts, folder);
      if (repeat > 0) {
        figures.add(`release to ${HOSTS} hosts`, name, seconds, {
          unit: 's',
          target: [timesFaster(3, 'Ansible'), atMostTimes(1.5, 'bare loop')],
        });
        for (const [part, figure] of Object.entries(parts)) {
          figures.add(`of which: ${part}`, name, figure, { unit: 's' });
        }
      }
    }
  }
  return figures.toRows();
}

function openPlatform(hosts) {
  const files = Object.fromEntries(
    Array.from({ length: FILES }, (_, index) => [
      `dist/part-${index}.bin`,
      randomBytes(FILE_BYTES),
    ]),
  );
  return BenchPlatform.open({
    files,
    commits: 200,
    settings: {
      releases: {
        ssh: {
          identityFile: hosts.identityFile,
          knownHostsFile: hosts.knownHostsFile,
        },
      },
    },
    describe: source =>
      describeService({
        name: SERVICE,
        source,
        hosts: hosts.hosts.map(({ name, port }) => ({
          name,
          address: `127.0.0.1:${port}`,
        })),
        environment: {
          name: 'local',
          path: `${FOLDER}/${SERVICE}`,
          user: USER,
          verify: [{ command: `test -f ${FOLDER}/${SERVICE}/current/version` }],
        },
      }),
  });
}

async function runRelease({ platform }) {
  const releases = platform.ask();
  const { id } = await releases.create({
    component: `component:default/${SERVICE}`,
    environment: 'local',
    version: platform.takeCommit(),
  });
  await releases.follow(id, { onLines: () => {} });
  const { state, outcome, steps } = await releases.get(id);
  if (state !== 'succeeded') {
    throw new Error(`the release is ${state}: ${outcome}`);
  }
  return Object.fromEntries(
    steps
      .filter(({ startedAt, finishedAt }) => startedAt && finishedAt)
      .map(({ title, startedAt, finishedAt }) => [
        title,
        (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000,
      ]),
  );
}

async function runLoop(bench) {
  const { hosts, directory } = bench;
  const { archive, release } = await pack(bench);
  const script = fileURLToPath(new URL('bare-loop.sh', import.meta.url));
  await Promise.all(
    hosts.hosts.map(({ name, port }) =>
      run('sh', [
        script,
        String(port),
        USER,
        hosts.identityFile,
        hosts.knownHostsFile,
        path.join(directory, `${name}.sock`),
        archive,
        `${FOLDER}/loop`,
        release,
      ]),
    ),
  );
}

function chooseAnsible(bench, report) {
  const version = findAnsible();
  if (!version) {
    report(
      'without Ansible, which is not installed (on Debian or Ubuntu: apt-get install ansible)',
    );
    return [];
  }
  const { args, env } = writePlaybook(
    path.join(bench.directory, 'ansible'),
    bench.hosts,
  );
  const work = async () => {
    const { archive, release } = await pack(bench);
    const variables = JSON.stringify({ archive, release });
    await run('ansible-playbook', [...args, '-e', variables], {
      env,
      maxBuffer: 64 * 1024 ** 2,
    });
  };
  return [{ name: 'Ansible', folder: 'ansible', work }];
}

/** What a platform does before it touches a host. */
async function pack({ platform, directory }) {
  const commit = platform.takeCommit();
  const archive = path.join(directory, `${commit}.tar.gz`);
  await run('git', ['archive', '--format=tar.gz', '-o', archive, commit], {
    cwd: platform.git,
  });
  return { archive, release: commit };
}

/** Whether every host runs one and the same new version, and a whole one. */
function checkHosts(hosts, folder) {
  const found = hosts.hosts.map(({ directory }) => {
    const current = path.join(directory, folder, 'current');
    return `${fs.readlinkSync(current)} ${fs.readdirSync(path.join(current, 'dist')).length}`;
  });
  if (new Set(found).size !== 1 || !found[0].endsWith(` ${FILES}`)) {
    throw new Error(
      `the hosts run ${[...new Set(found)].join(', ')} in ${folder}`,
    );
  }
}
