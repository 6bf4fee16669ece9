import { listProcesses } from '@stagedoor/test-programs';

/** The command lines of all processes of this machine, their words separated by spaces. */
export function listCommandLines(): string[] {
  return listProcesses().map(({ command }) => command);
}

/** How many processes have exactly this command line. */
export function countProcesses(commandLine: string): number {
  return listCommandLines().filter(line => line === commandLine).length;
}
