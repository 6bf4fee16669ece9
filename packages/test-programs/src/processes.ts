import { readdirSync, readFileSync } from 'node:fs';

/** A process of this machine. */
export interface Process {
  pid: number;
  parent: number;
  /** Its command line. */
  command: string;
}

export function listProcesses(): Process[] {
  return readdirSync('/proc').flatMap(name => {
    if (!/^\d+$/.test(name)) {
      return [];
    }
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      return [
        {
          pid: Number(name),
          parent: Number(parent),
          command: command.replaceAll('\0', ' ').trim(),
        },
      ];
    } catch {
      // It has ended in the meantime.
      return [];
    }
  });
}

/** A process and everything below it. */
export function listTree(root: number): number[] {
  const processes = listProcesses();
  const tree = [root];
  for (const known of tree) {
    tree.push(
      ...processes
        .filter(({ parent }) => parent === known)
        .map(({ pid }) => pid),
    );
  }
  return tree;
}

export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
