/** Page of a task in the app. It marks the repository that the task made, and tells people where it came from. */
export function taskUrl(appBaseUrl: string, taskId: string): string {
  return `${appBaseUrl}/create/tasks/${encodeURIComponent(taskId)}`;
}

/** Finds which task a text names, if it names one of this installation. */
export function readTaskUrl(
  appBaseUrl: string,
  text: string,
): string | undefined {
  const start = text.lastIndexOf(`${appBaseUrl}/create/tasks/`);
  if (start < 0) {
    return undefined;
  }
  const id = /^\/create\/tasks\/([\w-]+)/.exec(
    text.slice(start + appBaseUrl.length),
  );
  return id?.[1];
}
