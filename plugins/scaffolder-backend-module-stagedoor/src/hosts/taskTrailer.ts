const trailer = 'Stagedoor-Task';

/** Names the task in the message of the commit that it makes, as git names a reviewer or a signer. */
export function addTaskTrailer(message: string, taskId: string): string {
  return `${message.trim()}\n\n${trailer}: ${taskId}\n`;
}

/** Reads which task made a commit. */
export function readTaskTrailer(message: string): string | undefined {
  return /^Stagedoor-Task: (\S+)$/m.exec(message)?.[1];
}
