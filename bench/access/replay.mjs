import fs from 'node:fs';
import { below, Figures } from '../releases/figures.mjs';
import { AccessPlatform, REVIEWER } from './platform.mjs';

const MEGABYTE = 1024 ** 2;
const MEGABYTES = 50;

/** A recording of 50 MB, made by a shell that shows as much: how soon it plays, and what that costs the platform. */
export async function measureReplay({ repeats, report }) {
  const figures = new Figures();
  const platform = await AccessPlatform.open();
  try {
    report('recording');
    const id = await record(platform);
    const before = readStatus(platform.pid, 'VmRSS');
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      report(`replay ${repeat} of ${repeats}`);
      const { first, bytes, memory } = await replay(platform, id);
      const what = `a recording of ${Math.round(bytes / MEGABYTE)} MB`;
      figures.add(`${what}: first frame`, 'stagedoor', first, {
        unit: 'ms',
        target: [below(500, 'ms')],
      });
      figures.add(
        `${what}: greatest memory of the platform over that before`,
        'stagedoor',
        memory - before,
        { unit: 'MB', target: [below(MEGABYTES, 'MB')] },
      );
    }
  } finally {
    await platform.close();
  }
  return figures.toRows();
}

async function record(platform) {
  const grant = await platform.grant();
  const { shell, ended } = await platform.login(grant);
  shell.stdout.resume();
  shell.stdin.write(
    `head -c ${MEGABYTES * MEGABYTE} /dev/zero | tr '\\0' x | fold -w 200; exit\n`,
  );
  await ended;
  const { items } = await platform.ask(
    REVIEWER,
    'GET',
    `/sessions?grant=${grant}`,
  );
  return items[0].id;
}

/** Reads slowly enough for what is not read to pile up, if it did. */
async function replay(platform, id) {
  const started = performance.now();
  const response = await platform.fetch(REVIEWER, `/sessions/${id}/recording`);
  if (!response.ok) {
    throw new Error(`the replay answered ${response.status}`);
  }
  let first;
  let bytes = 0;
  let memory = 0;
  for await (const part of response.body) {
    bytes += part.length;
    // The header, and behind it the first line with something to show.
    first ??= performance.now() - started;
    memory = Math.max(memory, readStatus(platform.pid, 'VmRSS'));
  }
  return { first, bytes, memory };
}

/** A figure of a process in MB. */
function readStatus(pid, name) {
  const text = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)[1]) / 1024;
}
