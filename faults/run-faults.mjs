import process from 'node:process';
import { Tally } from './lib/tally.mjs';
import { Failure } from '../scripts/launcher/failure.mjs';
import { moveClock } from './parts/clock.mjs';
import { freezeAndThaw } from './parts/freezes.mjs';
import { killAtNamedPoints } from './parts/named-points.mjs';
import { hurtPostgres } from './parts/postgres.mjs';
import { killAtRandom } from './parts/random-kills.mjs';

const PARTS = {
  points: killAtNamedPoints,
  kills: options => killAtRandom({ ...options, times: options.kills }),
  freezes: options => freezeAndThaw({ ...options, times: options.freezes }),
  postgres: hurtPostgres,
  clock: moveClock,
};

/** The clock needs a program that not every machine has. */
const SAMPLED = ['points', 'kills', 'freezes', 'postgres'];

/**
 * Breaks things and prints what was found: one part after the other, so that the times tell something; the sample, which
 * only asks whether promises are kept, all at once.
 *
 * @param {{ sample: boolean, only?: string[], kills: number, freezes: number, seed: number }} options
 * @returns {Promise<boolean>} whether every promise was kept
 */
export async function runFaults({ only, seed, ...options }) {
  const unknown = only?.find(part => !PARTS[part]);
  if (unknown) {
    throw new Failure(
      `--only knows ${Object.keys(PARTS).join(', ')}, but not "${unknown}".`,
    );
  }
  const chosen = only ?? (options.sample ? SAMPLED : Object.keys(PARTS));
  print(`Random moments: --seed ${seed}`);
  const run = part => runPart(part, { ...options, random: randomFrom(seed) });
  const tallies = [];
  if (options.sample) {
    tallies.push(...(await Promise.all(chosen.map(run))));
  } else {
    for (const part of chosen) {
      tallies.push(await run(part));
    }
  }
  const sum = key => tallies.reduce((total, tally) => total + tally[key], 0);
  print(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0;
}

async function runPart(part, options) {
  // The sample breaks everything at once.
  const tally = new Tally({ isBusy: options.sample });
  const started = performance.now();
  await PARTS[part]({
    ...options,
    tally,
    report: text => print(`${part}: ${text}`),
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  print(`\n${part}, ${seconds} s`);
  tally.describe().forEach(line => print(`  ${line}`));
  tally.problems.forEach(problem => print(`  WRONG: ${problem}`));
  print('');
  return tally;
}

function print(text) {
  process.stdout.write(`${text}\n`);
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
