import { below, Figures } from '../releases/figures.mjs';
import { AccessPlatform, REVIEWER } from './platform.mjs';

const SESSIONS = 20;
const QUICK_SESSIONS = 5;

/** Somebody has a shell, and somebody else takes the access away: how long until the shell is gone. */
export async function measureSessionEnd({ quick, report }) {
  const figures = new Figures();
  const count = quick ? QUICK_SESSIONS : SESSIONS;
  const seconds = [];
  const platform = await AccessPlatform.open();
  try {
    for (let turn = 1; turn <= count; turn += 1) {
      report(`${turn} of ${count}`);
      const grant = await platform.grant();
      const { ended } = await platform.login(grant);
      const started = performance.now();
      await platform.ask(REVIEWER, 'POST', `/grants/${grant}/revocation`, {
        comment: 'Measured',
      });
      await ended;
      seconds.push((performance.now() - started) / 1000);
    }
  } finally {
    await platform.close();
  }
  seconds.sort((a, b) => a - b);
  const at = share => seconds[Math.ceil(share * seconds.length) - 1];
  const what = 'from the revocation of access to the end of the shell';
  figures.add(`${what}, p50 of ${count}`, 'stagedoor', at(0.5), { unit: 's' });
  figures.add(`${what}, p95 of ${count}`, 'stagedoor', at(0.95), {
    unit: 's',
    target: [below(5, 's')],
  });
  return figures.toRows();
}
