import http from 'node:http';
import { percentile } from './statistics.mjs';

/**
 * A closed loop: each of `concurrency` clients sends its next request when the last answer has been read whole. The
 * load stops by itself.
 *
 * @param {{ url?: string, token?: string, next?: () => { url: string, token: string, headers?: object, body?: object },
 *   concurrency: number, durationMs: number }} options
 *   `next` gives requests that differ; one with a body is a POST
 * @returns {Promise<{ count: number, p50: number, p95: number, perSecond: number }>} latencies in ms
 * @throws when any answer is not 200, or 201 to a POST
 */
export async function runLoad({ concurrency, durationMs, ...same }) {
  const next = same.next ?? (() => same);
  const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
  const latencies = [];
  const started = performance.now();
  const client = async () => {
    while (performance.now() - started < durationMs) {
      const before = performance.now();
      await send(next(), agent);
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
    count: latencies.length,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    perSecond: latencies.length / seconds,
  };
}

function send({ url, token, headers, body }, agent) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      {
        agent,
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        timeout: 30_000,
      },
      response => {
        response.resume();
        response.once('error', reject);
        response.once('end', () =>
          response.statusCode === (body ? 201 : 200)
            ? resolve()
            : reject(new Error(`${url} answered ${response.statusCode}`)),
        );
      },
    );
    request.once('error', reject);
    request.once('timeout', () =>
      request.destroy(new Error(`${url} did not answer in 30 s`)),
    );
    request.end(body && JSON.stringify(body));
  });
}
