import { PlannedHost } from '@stagedoor/plugin-releases-common';
import { HostRecord, StepContext } from '@stagedoor/plugin-releases-node';
import { Slots } from '../hosts/Slots';
import { EngineParts } from './EngineParts';
import { wasOnlyContactLost } from './failureFact';
import { HostUndo } from './HostUndo';

type Cause = 'failed' | 'errored' | 'cancelled';

/**
 * Puts hosts back after a release has ended badly: after a failure all that it has switched, otherwise those that it
 * was in the middle of. Each is tried once.
 *
 * @returns what was done, in one sentence
 */
export async function undoRelease(
  cause: Cause,
  context: StepContext,
  parts: EngineParts,
): Promise<string | undefined> {
  const signal = onlyLostLeases(context.signal);
  const records = await context.hosts.list();
  const isAll = cause === 'failed' && !(await wasOnlyContactLost(context));
  const isHalt =
    context.plan.target.onFailure === 'halt' && cause !== 'cancelled';
  const slots = new Slots(parts.config.parallelHosts);
  const affected = context.plan.hosts.flatMap(host => {
    const record = records.find(({ ref }) => ref === host.ref);
    return record && isAffected(record, { release: context.release, isAll })
      ? [{ host, record }]
      : [];
  });
  if (isHalt) {
    return affected.length > 0
      ? `Hosts were left as they are, as onFailure says: ${names(affected)}`
      : undefined;
  }
  const outcomes = await Promise.all(
    affected.map(({ host, record }) =>
      slots.use(async () => ({
        host,
        isBack: await new HostUndo({
          host,
          record,
          context,
          parts,
          signal,
        }).run(),
      })),
    ),
  );
  return describe(outcomes);
}

function isAffected(
  record: HostRecord,
  scope: { release: number; isAll: boolean },
): boolean {
  switch (record.state) {
    case 'switching':
    case 'verifying':
    case 'rolling_back':
    case 'unknown':
      return true;
    case 'verified':
      return scope.isAll;
    case 'failed':
      return record.runs?.release === scope.release;
    default:
      return false;
  }
}

function describe(
  outcomes: readonly { host: PlannedHost; isBack: boolean }[],
): string | undefined {
  const back = outcomes.filter(({ isBack }) => isBack);
  const others = outcomes.filter(({ isBack }) => !isBack);
  const parts = [
    ...(back.length > 0
      ? [`Put back to their previous versions: ${names(back)}`]
      : []),
    ...(others.length > 0 ? [`Not put back: ${names(others)}`] : []),
  ];
  return parts.length > 0 ? parts.join('. ') : undefined;
}

function names(items: readonly { host: PlannedHost }[]): string {
  return items.map(({ host }) => host.name).join(', ');
}

/** Putting hosts back is what cancelling asks for, so only a lost lease stops it. */
function onlyLostLeases(signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const pass = () => {
    if (signal.reason?.name === 'LeaseLostError') {
      controller.abort(signal.reason);
    }
  };
  if (signal.aborted) {
    pass();
  } else {
    signal.addEventListener('abort', pass, { once: true });
  }
  return controller.signal;
}
