import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until something is true.
 *
 * @param {() => Promise<boolean>} check
 * @param {{ what: string, withinMs: number, everyMs?: number }} options - `what` continues "waited for"
 */
export async function waitUntil(check, { what, withinMs, everyMs = 500 }) {
  const deadline = performance.now() + withinMs;
  while (!(await check())) {
    if (performance.now() > deadline) {
      throw new Error(`waited ${withinMs / 1000} s in vain for ${what}`);
    }
    await sleep(everyMs);
  }
}
