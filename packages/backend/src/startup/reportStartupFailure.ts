import { describeStartupFailure } from './describeStartupFailure';

/** The part of a process that reporting a failure needs. */
interface FailingProcess {
  stderr: { write(text: string): unknown };
  exit(code: number): unknown;
}

/**
 * Says in plain sentences why the platform did not start, and ends the process with code 1.
 *
 * The process would live on otherwise: what had started before the failure keeps it alive.
 */
export function reportStartupFailure(
  error: unknown,
  target: FailingProcess = process,
) {
  const reasons = describeStartupFailure(error);
  const heading =
    reasons.length === 1
      ? 'Stagedoor did not start:'
      : `Stagedoor did not start, for ${reasons.length} reasons:`;
  const lines = reasons.map(
    reason => `  - ${reason.replaceAll('\n', '\n    ')}`,
  );
  target.stderr.write(`\n${[heading, ...lines].join('\n')}\n\n`);
  target.exit(1);
}
