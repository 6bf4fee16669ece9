import { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerReader } from './AnswerReader';
import {
  CommandFailedError,
  ContactLostError,
  HostRefusedError,
} from './errors';
import { HostRequest, HostResponse } from './HostConnection';

const defaultTimeoutMs = 60_000;
/** How long the host may take to say that it stopped a command, and a process to let go of the output. */
const lingerMs = 2_000;
const maxComplaint = 2_000;

/**
 * Follows one run of the program on a host to its end. The run is over when the program says so, even if a process that
 * a command left behind still holds its output.
 */
export async function runProgram(
  nonce: string,
  start: () => ChildProcessWithoutNullStreams,
  request: HostRequest,
): Promise<HostResponse> {
  request.signal?.throwIfAborted();
  const child = start();
  const reader = new AnswerReader(nonce);
  let stopped: unknown;
  let complaint = '';
  const stop = (reason: unknown) => {
    stopped ??= reason;
    // The end of its input is what tells the host to stop a command.
    child.stdin.destroy();
    setTimeout(() => child.kill('SIGKILL'), lingerMs).unref();
  };
  const onAbort = () => stop(request.signal?.reason);
  request.signal?.addEventListener('abort', onAbort, { once: true });
  const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
  const timer = setTimeout(
    () => stop(new ContactLostError(`no answer within ${timeoutMs / 1000} s`)),
    timeoutMs,
  );
  const exited = new Promise<void>(resolve => {
    child.once('close', () => resolve());
    child.once('error', error => {
      complaint = error.message;
      resolve();
    });
  });
  const complaints = passOn(child.stderr, chunk => {
    complaint = (complaint + chunk.toString('utf8')).slice(-maxComplaint);
    return write(request.output?.err, chunk);
  });
  const answers = passOn(
    child.stdout,
    chunk => write(request.output?.out, reader.take(chunk)),
    () => reader.isComplete,
  );
  feed(child, { nonce, request, stop });
  try {
    await Promise.race([answers, exited]);
    await Promise.race([
      Promise.all([exited, complaints]),
      sleep(lingerMs, undefined, { ref: false }),
    ]);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', onAbort);
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
    child.kill('SIGTERM');
  }
  return conclude(reader, { stopped, complaint, request });
}

function conclude(
  { answers }: AnswerReader,
  run: { stopped: unknown; complaint: string; request: HostRequest },
): HostResponse {
  const exit = answers.find(({ key }) => key === 'exit');
  if (exit?.value === '0') {
    return { answers, code: 0 };
  }
  if (run.stopped !== undefined) {
    throw run.stopped instanceof ContactLostError && exit
      ? new CommandFailedError(
          `took longer than ${(run.request.timeoutMs ?? 0) / 1000} s and was stopped`,
        )
      : run.stopped;
  }
  const refusal = answers.find(({ key }) => key === 'error');
  if (refusal) {
    const [code, ...words] = refusal.value.split(' ');
    throw new HostRefusedError(code, words.join(' '));
  }
  if (exit) {
    return { answers, code: Number(exit.value) };
  }
  const reason = run.complaint.trim().split('\n').at(-1);
  throw new ContactLostError(
    reason || 'the connection ended without an answer',
  );
}

function feed(
  child: ChildProcessWithoutNullStreams,
  run: {
    nonce: string;
    request: HostRequest;
    stop: (reason: unknown) => void;
  },
): void {
  const { nonce, request, stop } = run;
  // A host that says no early reads nothing more; its answer tells why.
  child.stdin.on('error', () => {});
  if (request.input) {
    request.input.on('error', stop);
    request.input.pipe(child.stdin);
  } else if (request.settings === undefined) {
    child.stdin.end();
  } else {
    child.stdin.write(`${request.settings}@${nonce}\n`);
  }
}

async function passOn(
  stream: Readable,
  take: (chunk: Buffer) => Promise<void>,
  isOver: () => boolean = () => false,
): Promise<void> {
  try {
    for await (const chunk of stream) {
      await take(chunk);
      if (isOver()) {
        break;
      }
    }
  } catch {
    // The stream was destroyed; whether the run was whole is for its answers to say.
  }
}

async function write(
  target: Writable | undefined,
  chunk: Buffer,
): Promise<void> {
  if (target && chunk.length > 0 && !target.write(chunk)) {
    await once(target, 'drain');
  }
}
