import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const quietAfterMs = 5_000;

/**
 * Gives the memory that the start took back to the system, once. Loading hundreds of modules leaves twice as much behind
 * as is in use, and a platform that then waits for its users allocates too little for V8 to collect it by itself.
 */
export function returnStartupMemory(): void {
  setTimeout(() => {
    setFlagsFromString('--expose-gc');
    const collect: NodeJS.GCFunction = runInNewContext('gc');
    setFlagsFromString('--no-expose-gc');
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, quietAfterMs).unref();
}
