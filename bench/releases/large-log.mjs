import fs from 'node:fs';
import { describeService } from '../../scripts/testbed/entities.mjs';
import { Figures } from './figures.mjs';
import { BenchPlatform } from './platform.mjs';

const SERVICE = 'shop';
const MEGABYTE = 1024 ** 2;
const MEGABYTES = 200;

/** A build that prints 200 MB in lines of 1 MB, and somebody who watches: what that does to the backend. */
export async function measureLargeLog({ repeats, report }) {
  const figures = new Figures();
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    report(`repeat ${repeat} of ${repeats}`);
    await measureOnce(figures);
  }
  return figures.toRows();
}

async function measureOnce(figures) {
  const platform = await BenchPlatform.open({
    settings: {
      releases: {
        log: { maxBytes: 256 * MEGABYTE },
        ssh: { buildOutputLimit: 256 * MEGABYTE },
      },
    },
    describe: source =>
      describeService({
        name: SERVICE,
        source,
        hosts: [{ name: 'shop-a' }],
        build: {
          run: [
            `line=$(head -c ${MEGABYTE - 1} /dev/zero | tr '\\0' 'x'); i=0; while [ $i -lt ${MEGABYTES} ]; do i=$((i + 1)); printf '%s\\n' "$line"; done`,
          ],
        },
        environment: { name: 'local', path: '/srv/shop' },
      }),
  });
  try {
    const { replica, testbed } = platform;
    const before = readStatus(replica.pid, 'VmRSS');
    const started = performance.now();
    const { id } = await platform.ask().create({
      component: `component:default/${SERVICE}`,
      environment: 'local',
      version: platform.takeCommit(),
    });
    let shown = 0;
    await platform.ask('viewer-1').follow(id, {
      onLines: lines => {
        for (const { text } of lines) {
          shown += text.length;
        }
      },
    });
    const seconds = (performance.now() - started) / 1000;
    const [{ state, outcome }] = await testbed.query(
      'SELECT state, outcome FROM releases WHERE id = $1',
      [id],
    );
    if (state !== 'succeeded') {
      throw new Error(`the release is ${state}: ${outcome}`);
    }
    const what = `${MEGABYTES} MB of log in lines of 1 MB`;
    figures.add(`${what}: from asking to the end`, 'stagedoor', seconds, {
      unit: 's',
    });
    figures.add(`${what}: shown to a viewer`, 'stagedoor', shown / MEGABYTE, {
      unit: 'MB',
    });
    figures.add(
      `${what}: greatest memory of the backend over that before`,
      'stagedoor',
      readStatus(replica.pid, 'VmHWM') - before,
      { unit: 'MB' },
    );
  } finally {
    await platform.close();
  }
}

/** A figure of a process in MB. */
function readStatus(pid, name) {
  const text = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)[1]) / 1024;
}
