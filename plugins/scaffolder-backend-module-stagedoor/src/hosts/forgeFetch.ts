import { CustomErrorBase } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';

/** A forge answered, and said no. */
export class ForgeResponseError extends CustomErrorBase {
  name = 'ForgeResponseError' as const;
  readonly status: number;
  /** When it will answer again, if it said so. */
  readonly retryAt?: Date;

  constructor(status: number, message: string, retryAt?: Date) {
    super(message);
    this.status = status;
    this.retryAt = retryAt;
  }
}

/** A forge did not answer. */
export class ForgeUnreachableError extends CustomErrorBase {
  name = 'ForgeUnreachableError' as const;
}

export interface ForgeFetchOptions {
  /** Host of the forge, for messages. */
  host: string;
  signal?: AbortSignal;
  timeoutMs?: number;
  /** A forge that wants us to wait longer than this is not waited for. */
  longestWaitMs?: number;
}

const longestAnswer = 1024 * 1024;

/**
 * The one way in which both forge clients speak: a time limit, the task's cancellation, no redirects to elsewhere, a
 * bounded answer, and patience with a forge that asks for a little of it. A request that the forge turned away for its
 * rate limit was not carried out, so it is safe to send it again, whatever it asks for.
 */
export function createForgeFetch(options: ForgeFetchOptions): typeof fetch {
  const { host, signal, timeoutMs = 30_000, longestWaitMs = 20_000 } = options;
  return async (input, init) => {
    const waitUntil = Date.now() + longestWaitMs;
    for (;;) {
      const response = await send(input, init, { host, signal, timeoutMs });
      const retryAt = readRetryAt(response);
      if (!retryAt || retryAt.getTime() > waitUntil) {
        return response;
      }
      await response.body?.cancel();
      await sleep(Math.max(retryAt.getTime() - Date.now(), 50), undefined, {
        signal,
      });
    }
  };
}

/** Makes the error of an answer that is not a success. */
export async function readForgeError(
  response: Response,
): Promise<ForgeResponseError> {
  const text = (await response.text().catch(() => '')).slice(0, 2_000);
  return new ForgeResponseError(response.status, text, readRetryAt(response));
}

/** Reads when a rate limit ends. */
export function readRetryAt(response: {
  status: number;
  headers: { get(name: string): string | null };
}): Date | undefined {
  const { status, headers } = response;
  if (status !== 429 && status !== 403) {
    return undefined;
  }
  const seconds = Number(headers.get('retry-after') ?? NaN);
  if (seconds >= 0) {
    return new Date(Date.now() + seconds * 1000);
  }
  // GitHub answers 403 both for its rate limit and for missing rights; only the first leaves nothing of the limit.
  const reset = Number(
    headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset') ?? NaN,
  );
  const nothingLeft =
    status === 429 || headers.get('x-ratelimit-remaining') === '0';
  if (nothingLeft && reset > 0) {
    return new Date(reset * 1000);
  }
  return status === 429 ? new Date(Date.now() + 60_000) : undefined;
}

async function send(
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  options: { host: string; signal?: AbortSignal; timeoutMs: number },
): Promise<Response> {
  const limit = AbortSignal.timeout(options.timeoutMs);
  const signals = [limit, options.signal, init?.signal].filter(
    (signal): signal is AbortSignal => Boolean(signal),
  );
  try {
    const response = await fetch(input, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any(signals),
    });
    if (response.status >= 300 && response.status < 400) {
      throw new ForgeUnreachableError(
        `${options.host} sent the request elsewhere, which is not followed because it carries a token. If a repository of this name was renamed or moved, choose another name`,
      );
    }
    return await bound(response, options.host);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof ForgeUnreachableError) {
      throw error;
    }
    throw new ForgeUnreachableError(
      limit.aborted
        ? `${options.host} did not answer within ${options.timeoutMs / 1000} s`
        : `${options.host} cannot be reached: ${describeCause(error)}`,
    );
  }
}

async function bound(response: Response, host: string): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > longestAnswer) {
      throw new ForgeUnreachableError(
        `${host} answered with more than ${longestAnswer} bytes`,
      );
    }
    chunks.push(chunk);
  }
  const hasBody = ![204, 205, 304].includes(response.status);
  return new Response(hasBody ? Buffer.concat(chunks) : null, {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}

function describeCause(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
