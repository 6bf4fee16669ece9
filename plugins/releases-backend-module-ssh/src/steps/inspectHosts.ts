import { Inspection } from '@stagedoor/plugin-releases-common';
import { EngineTarget } from '@stagedoor/plugin-releases-node';
import { isError } from '@backstage/errors';
import { HostRun } from '../hosts/HostConnections';
import { HostFolder } from '../hosts/HostFolder';
import { Slots } from '../hosts/Slots';
import { EngineParts } from './EngineParts';
import { formatBytes } from './format';

type HostInspection = Inspection['hosts'][number];
type Check = HostInspection['checks'][number];

const titles: Record<string, string> = {
  tools: 'Programs',
  write: 'Permission to write',
  link: 'Link to the live version',
  owner: 'Whose folder it is',
};
const littleBytes = 200 * 1000 * 1000;
/** Releases count from 1, so what is open under 0 belongs to inspections; each has a number of its own. */
let inspections = 0;

/** Checks whether hosts are ready for a release. Changes nothing. */
export async function inspectHosts(
  target: EngineTarget,
  parts: EngineParts,
  signal: AbortSignal,
): Promise<HostInspection[]> {
  const slots = new Slots(parts.config.parallelHosts);
  inspections += 1;
  const run = { release: 0, epoch: inspections };
  try {
    return await Promise.all(
      target.hosts.map(host =>
        slots.use(async () => ({
          ref: host.ref,
          name: host.name,
          checks: await inspectHost(run, target, host, parts, signal),
        })),
      ),
    );
  } finally {
    await parts.connections.close(run);
  }
}

async function inspectHost(
  run: HostRun,
  target: EngineTarget,
  host: EngineTarget['hosts'][number],
  parts: EngineParts,
  signal: AbortSignal,
): Promise<Check[]> {
  const login = 'Login';
  try {
    const connection = await parts.connections.get(
      { run, host, user: target.target.user },
      signal,
    );
    const folder = new HostFolder(connection, {
      path: target.target.path,
      release: 0,
      epoch: 0,
      component: target.component,
    });
    const answers = await folder.inspect(signal);
    return [
      {
        name: login,
        state: 'passed',
        detail:
          host.connection === 'local'
            ? 'It is a folder of the platform itself'
            : `${target.target.user} may log in`,
      },
      ...answers.flatMap(({ key, value }) => readCheck(key, value)),
    ];
  } catch (error) {
    signal.throwIfAborted();
    const isLost = isError(error) && error.name === 'ContactLostError';
    return [
      {
        name: login,
        state: isLost ? 'unknown' : 'failed',
        detail: isError(error) ? error.message : String(error),
      },
    ];
  }
}

function readCheck(key: string, value: string): Check[] {
  if (key === 'free') {
    const bytes = Number(value) * 1024;
    return [
      {
        name: 'Space on disk',
        state: bytes < littleBytes ? 'failed' : 'passed',
        detail: `${formatBytes(bytes)} are free`,
      },
    ];
  }
  if (key !== 'check') {
    return [];
  }
  const [name, state, ...detail] = value.split(' ');
  return [
    {
      name: titles[name] ?? name,
      state: state === 'passed' ? 'passed' : 'failed',
      detail: detail.join(' '),
    },
  ];
}
