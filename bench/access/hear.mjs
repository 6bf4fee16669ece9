import { once } from 'node:events';

/**
 * The next message of a process that is wanted. What reloads sources writes to the same channel.
 *
 * @throws when the process ends before
 */
export async function hear(child, isWanted) {
  const stopped = new AbortController();
  const { signal } = stopped;
  const ended = once(child, 'exit', { signal }).then(([code, by]) => {
    throw new Error(`${child.spawnargs.at(-1)} ended with ${code ?? by}`);
  });
  ended.catch(() => {});
  try {
    for (;;) {
      const [message] = await Promise.race([
        once(child, 'message', { signal }),
        ended,
      ]);
      if (isWanted(message)) {
        return message;
      }
    }
  } finally {
    stopped.abort();
  }
}
