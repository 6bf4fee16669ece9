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
  let failed: { error: unknown } | undefined;
  let bytes: Readable | undefined;
  let complaint = '';
  const stop = (reason: unknown) => {
    stopped ??= reason;
    bytes?.destroy();
    // The end of its input is what tells the host to stop a command.
    child.stdin.destroy();
    setTimeout(() => child.kill('SIGKILL'), lingerMs).unref();
  };
  const fail = (error: unknown) => {
    failed ??= { error };
    stop(error);
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
  const complaints = passOn(child.stderr, fail, chunk => {
    complaint = (complaint + chunk.toString('utf8')).slice(-maxComplaint);
    return write(request.output?.err, chunk);
  });
  let told = 0;
  const answers = passOn(child.stdout, fail, async chunk => {
    await write(request.output?.out, reader.take(chunk));
    while (request.onAnswer && told < reader.answers.length) {
      told += 1;
      const reply = await request.onAnswer(reader.answers[told - 1]);
      if (reply) {
        child.stdin.write(`${reply.line}\n`);
        bytes = reply.bytes ?? Readable.from([]);
        bytes.on('error', fail).pipe(child.stdin);
      }
    }
    return reader.isComplete;
  });
  // A host that says no early reads nothing more; its answer tells why.
  child.stdin.on('error', () => {});
  if (request.settings !== undefined) {
    child.stdin.write(`${request.settings}@${nonce}\n`);
  } else if (!request.onAnswer) {
    child.stdin.end();
  }
  try {
    await Promise.race([answers, exited]);
    await Promise.race([
      Promise.all([exited, complaints]),
      sleep(lingerMs, undefined, { ref: false }),
    ]);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', onAbort);
    bytes?.destroy();
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
    child.kill('SIGTERM');
  }
  if (failed) {
    throw failed.error;
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

/** Reads a stream to its end, or until what takes it says that it was enough. */
async function passOn(
  stream: Readable,
  fail: (error: unknown) => void,
  take: (chunk: Buffer) => Promise<boolean | void>,
): Promise<void> {
  try {
    for await (const chunk of stream) {
      try {
        if (await take(chunk)) {
          break;
        }
      } catch (error) {
        fail(error);
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
