import { percentile } from '../lib/statistics.mjs';
import { below, Figures } from '../releases/figures.mjs';
import { AccessPlatform, REVIEWER } from './platform.mjs';

const SESSIONS = 20;
const QUICK_SESSIONS = 5;

/**
 * Somebody has a shell, and somebody else takes the access away: how long until the shell is gone. Beside it the same
 * shell whose user types `exit`: nothing has to be noticed, the way back is the same.
 */
export async function measureSessionEnd({ quick, report }) {
  const figures = new Figures();
  const count = quick ? QUICK_SESSIONS : SESSIONS;
  const platform = await AccessPlatform.open();
  try {
    const ways = new Map([
      ['stagedoor', { end: revoke, seconds: [] }],
      ['exit typed', { end: leave, seconds: [] }],
    ]);
    for (let turn = 1; turn <= count; turn += 1) {
      report(`${turn} of ${count}`);
      for (const { end, seconds } of ways.values()) {
        const grant = await platform.grant();
        const login = await platform.login(grant);
        const started = performance.now();
        await end(platform, grant, login);
        await login.ended;
        seconds.push((performance.now() - started) / 1000);
      }
    }
    const what = 'from taking access away to the end of the shell';
    for (const [name, { seconds }] of ways) {
      seconds.sort((a, b) => a - b);
      figures.add(`${what}, p50 of ${count}`, name, percentile(seconds, 0.5), {
        unit: 's',
      });
      figures.add(`${what}, p95 of ${count}`, name, percentile(seconds, 0.95), {
        unit: 's',
        target: [below(5, 's')],
      });
    }
  } finally {
    await platform.close();
  }
  return figures.toRows();
}

async function revoke(platform, grant) {
  await platform.ask(REVIEWER, 'POST', `/grants/${grant}/revocation`, {
    comment: 'Measured',
  });
}

async function leave(platform, grant, { shell }) {
  shell.stdin.write('exit\n');
}
