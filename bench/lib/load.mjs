import http from 'node:http';
import { percentile } from './statistics.mjs';

/**
 * A closed loop: each of `concurrency` clients sends its next request when the last answer has been read whole. The
 * load stops by itself.
 *
 * @param {{ url: string, token: string, concurrency: number, durationMs: number }} options
 * @returns {Promise<{ p50: number, p95: number, perSecond: number }>} latencies in ms
 * @throws when any answer is not 200
 */
export async function runLoad({ url, token, concurrency, durationMs }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
  const latencies = [];
  const started = performance.now();
  const client = async () => {
    while (performance.now() - started < durationMs) {
      const before = performance.now();
      await get(url, { agent, token });
      latencies.push(performance.now() - before);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, client));
  } finally {
    agent.destroy();
  }
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    perSecond: latencies.length / seconds,
  };
}

function get(url, { agent, token }) {
  return new Promise((resolve, reject) => {
    const request = http.get(
      url,
      { agent, headers: { authorization: `Bearer ${token}` }, timeout: 30_000 },
      response => {
        response.resume();
        response.once('error', reject);
        response.once('end', () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`${url} answered ${response.statusCode}`)),
        );
      },
    );
    request.once('error', reject);
    request.once('timeout', () =>
      request.destroy(new Error(`${url} did not answer in 30 s`)),
    );
  });
}
