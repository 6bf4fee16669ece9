import { readdirSync, readFileSync } from 'node:fs';

/** The command lines of all processes of this machine, their words separated by spaces. */
export function listCommandLines(): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        return [words.join(' ').trim()];
      } catch {
        return [];
      }
    });
}

/** How many processes have exactly this command line. */
export function countProcesses(commandLine: string): number {
  return listCommandLines().filter(line => line === commandLine).length;
}
