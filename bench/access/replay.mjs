import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { below, Figures } from '../releases/figures.mjs';
import { AccessPlatform, REVIEWER } from './platform.mjs';

const MEGABYTE = 1024 ** 2;
const MEGABYTES = 50;

/**
 * A recording of 50 MB, made by a shell that shows as much: how soon it plays, and what that costs the platform. Beside
 * it a bare server that sends the same file.
 */
export async function measureReplay({ repeats, report }) {
  const figures = new Figures();
  const platform = await AccessPlatform.open();
  let bare;
  try {
    report('recording');
    const id = await record(platform);
    bare = fork(fileURLToPath(new URL('bare-file.mjs', import.meta.url)), {
      env: { ...process.env, BARE_FILE: platform.recordingFile(id) },
    });
    const [{ port }] = await once(bare, 'message');
    const contenders = [
      [
        'stagedoor',
        platform.pid,
        () => platform.fetch(REVIEWER, `/sessions/${id}/recording`),
      ],
      ['bare server', bare.pid, () => fetch(`http://127.0.0.1:${port}/`)],
    ];
    const before = new Map();
    for (const [name, pid, ask] of contenders) {
      // Code that runs for the first time is compiled on the way.
      await replay(pid, ask);
      before.set(name, readStatus(pid, 'VmRSS'));
    }
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      report(`replay ${repeat} of ${repeats}`);
      for (const [name, pid, ask] of contenders) {
        const { first, bytes, memory } = await replay(pid, ask);
        const what = `a recording of ${Math.round(bytes / MEGABYTE)} MB`;
        figures.add(`${what}: first frame`, name, first, {
          unit: 'ms',
          target: [below(500, 'ms')],
        });
        figures.add(
          `${what}: greatest memory of the server over that before`,
          name,
          memory - before.get(name),
          { unit: 'MB', target: [below(MEGABYTES, 'MB')] },
        );
      }
    }
  } finally {
    bare?.kill('SIGTERM');
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

async function replay(pid, ask) {
  const started = performance.now();
  const response = await ask();
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
    memory = Math.max(memory, readStatus(pid, 'VmRSS'));
  }
  return { first, bytes, memory };
}

/** A figure of a process in MB. */
function readStatus(pid, name) {
  const text = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)[1]) / 1024;
}
