import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from './log.ts';
import { Metrics } from './metrics.ts';

export interface ServiceRequest {
  id: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  readJson(): Promise<unknown>;
  readForm(): Promise<URLSearchParams>;
}

export interface Answer {
  status: number;
  body: unknown;
  type?: string;
  headers?: Record<string, string>;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** A path with `:name` for a part that varies. */
  path: string;
  handle(request: ServiceRequest): Promise<Answer> | Answer;
}

export interface Service {
  url: string;
  metrics: Metrics;
  stop(): Promise<void>;
}

/** Thrown to refuse a request with a status and a reason the caller may read. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const bodyLimit = 100_000;

/**
 * Serves the routes with everything that each of our services has: `/healthz`,
 * `/readyz`, `/metrics`, request ids, one log line a request, and a stop that
 * lets requests in flight finish.
 */
export async function serve(options: {
  routes: Route[];
  log: Log;
  port: number;
  host?: string;
  metrics?: Metrics;
  isReady?: () => boolean;
}): Promise<Service> {
  const { log, metrics = new Metrics(), isReady = () => true } = options;
  let draining = false;
  const routes: Route[] = [
    ...options.routes,
    {
      method: 'GET',
      path: '/healthz',
      handle: () => ({
        status: 200,
        body: {
          status: 'ok',
          version: process.env.SERVICE_VERSION ?? 'unknown',
        },
      }),
    },
    {
      method: 'GET',
      path: '/readyz',
      handle: () =>
        draining || !isReady()
          ? { status: 503, body: { status: draining ? 'draining' : 'waiting' } }
          : { status: 200, body: { status: 'ready' } },
    },
    {
      method: 'GET',
      path: '/metrics',
      handle: () => ({
        status: 200,
        type: 'text/plain; version=0.0.4; charset=utf-8',
        body: metrics.format(),
      }),
    },
  ];

  const server = createServer(async (request, response) => {
    const started = performance.now();
    const id = chooseRequestId(request);
    const url = new URL(request.url ?? '/', 'http://service');
    const match = findRoute(routes, request.method ?? '', url.pathname);
    let answer: Answer;
    try {
      if (!match) throw new Refusal(404, 'not_found', 'There is nothing here');
      answer = await match.route.handle({
        id,
        params: match.params,
        query: url.searchParams,
        headers: request.headers,
        readJson: async () => parseJson(await readBody(request)),
        readForm: async () => new URLSearchParams(await readBody(request)),
      });
    } catch (error) {
      answer = answerError(error, id);
      if (answer.status >= 500) {
        const reason = error instanceof Error ? error.stack : String(error);
        log('error', 'request failed', { 'request.id': id, error: reason });
      }
    }
    send(response, answer, id, draining);
    const route = match?.route.path ?? 'unmatched';
    const seconds = (performance.now() - started) / 1000;
    const status = String(answer.status);
    metrics.observeRequest(
      { method: match?.route.method ?? 'OTHER', route, status },
      seconds,
    );
    if (route !== '/healthz' && route !== '/readyz' && route !== '/metrics') {
      log('info', 'request', {
        'request.id': id,
        'http.request.method': request.method,
        'http.route': route,
        'http.response.status_code': answer.status,
        'event.duration_ms': Math.round(seconds * 1000),
      });
    }
  });

  const url = await listen(
    server,
    options.port,
    options.host ?? (process.env.HOST || '0.0.0.0'),
  );
  log('info', `listening at ${url}`);
  return {
    url,
    metrics,
    stop: async () => {
      draining = true;
      await closeWithin(server, 10_000);
      log('info', 'stopped');
    },
  };
}

/** Stops the service on SIGTERM and SIGINT, then ends the process. */
export function stopOnSignals(service: Service): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    await service.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Reads a port from the environment, or ends the process with a plain sentence. */
export function readPort(fallback: number): number {
  const text = process.env.PORT || String(fallback);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  process.stderr.write(`PORT must be a number up to 65535, not "${text}"\n`);
  process.exit(78);
}

function findRoute(routes: Route[], method: string, path: string) {
  const parts = path.split('/');
  for (const route of routes) {
    const pattern = route.path.split('/');
    if (route.method !== method || pattern.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = pattern.every((expected, index) => {
      const part = parts[index] ?? '';
      if (!expected.startsWith(':')) return part === expected;
      params[expected.slice(1)] = part;
      return part !== '';
    });
    if (fits) return { route, params };
  }
  return undefined;
}

function chooseRequestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given)
    ? given
    : randomUUID();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > bodyLimit) {
      throw new Refusal(413, 'too_large', 'The body is too large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'bad_json', 'The body is not JSON');
  }
}

function answerError(error: unknown, id: string): Answer {
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal(500, 'internal', 'Something went wrong on our side');
  return {
    status: refusal.status,
    body: {
      error: { code: refusal.code, message: refusal.message, requestId: id },
    },
  };
}

function send(
  response: ServerResponse,
  { status, body, type = 'application/json', headers }: Answer,
  id: string,
  last: boolean,
): void {
  response.writeHead(status, {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'x-request-id': id,
    // A client that keeps its connection would hold up the stop.
    ...(last || status === 413 ? { connection: 'close' } : {}),
    ...headers,
  });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function listen(server: Server, port: number, host: string) {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return `http://${host === '0.0.0.0' ? 'localhost' : host}:${address.port}`;
}

async function closeWithin(server: Server, limitMs: number): Promise<void> {
  const limit = setTimeout(() => server.closeAllConnections(), limitMs);
  await new Promise(resolve => server.close(resolve));
  clearTimeout(limit);
}
