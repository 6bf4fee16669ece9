import { readdir, readFile } from 'node:fs/promises';

/** A process of this machine. */
export interface ProcessEntry {
  pid: number;
  parent: number;
  group: number;
  session: number;
  /** Started at, in ticks since the machine did: tells it from a later one of the same number. */
  startedAt: string;
}

/**
 * Lists the processes that carry a variable of their environment, belong to a session, or descend from either.
 * Finds nothing where there is no /proc.
 */
export async function listProcesses(search: {
  /** `NAME=value`. */
  variable: string;
  session?: number;
}): Promise<ProcessEntry[]> {
  const names = await readdir('/proc').catch(() => []);
  const all = await Promise.all(
    names.filter(name => /^\d+$/.test(name)).map(readProcess),
  );
  const alive = all.filter(entry => entry !== undefined);
  const found = new Map<number, ProcessEntry>();
  for (const entry of alive) {
    if (
      entry.session === search.session ||
      (await hasVariable(entry.pid, search.variable))
    ) {
      found.set(entry.pid, entry);
    }
  }
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const entry of alive) {
      if (found.has(entry.parent)) {
        found.set(entry.pid, entry);
      }
    }
  }
  found.delete(process.pid);
  return [...found.values()];
}

async function readProcess(name: string): Promise<ProcessEntry | undefined> {
  const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
  // The name of the program comes in parentheses and may contain anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parent, group, session] = fields;
  if (fields.length < 20 || state === 'Z') {
    return undefined;
  }
  return {
    pid: Number(name),
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    startedAt: fields[19],
  };
}

async function hasVariable(pid: number, variable: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`).catch(
    () => undefined,
  );
  const index = environment?.indexOf(`${variable}\0`) ?? -1;
  return index === 0 || (index > 0 && environment?.[index - 1] === 0);
}
