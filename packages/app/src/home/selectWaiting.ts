import type { Notification } from '@backstage/plugin-notifications-common';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import type { Tone } from '@stagedoor/ui-parts';

/** One thing that waits for the person. */
export interface Waiting {
  id: string;
  tone: Tone;
  word: string;
  title: string;
  detail?: string;
  href?: string;
  at: string;
}

/** A failed creation is of interest for this long; after that it is history. */
const failedDays = 7;

/** Joins notifications and creations into one list, what is urgent and new first. */
export function selectWaiting(
  notifications: readonly Notification[],
  tasks: readonly ScaffolderTask[],
  now: Date,
  hrefOfTask: (taskId: string) => string | undefined,
): Waiting[] {
  const oldest = now.getTime() - failedDays * 86_400_000;
  const fromTasks = tasks.flatMap((task): Waiting[] => {
    const common = {
      id: `task:${task.id}`,
      title: titleOfTask(task),
      href: hrefOfTask(task.id),
      at: task.createdAt,
    };
    if (task.status === 'open' || task.status === 'processing') {
      return [{ ...common, tone: 'run', word: 'Running' }];
    }
    if (task.status === 'failed' && Date.parse(task.createdAt) >= oldest) {
      return [
        { ...common, tone: 'bad', word: 'Failed', detail: 'Open it to retry' },
      ];
    }
    return [];
  });
  const fromNotifications = notifications.map((notification): Waiting => ({
    id: `notification:${notification.id}`,
    ...urgency(notification.payload.severity),
    title: notification.payload.title,
    detail: notification.payload.description,
    href: notification.payload.link,
    at: new Date(notification.created).toISOString(),
  }));
  return [...fromTasks, ...fromNotifications].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at),
  );
}

/** How a severity is said and coloured. */
export function urgency(severity: Notification['payload']['severity']): {
  tone: Tone;
  word: string;
} {
  switch (severity) {
    case 'critical':
      return { tone: 'bad', word: 'Critical' };
    case 'high':
      return { tone: 'warn', word: 'Important' };
    default:
      return { tone: 'run', word: 'New' };
  }
}

/** What a creation is called: its template, and the name that was given to the result. */
export function titleOfTask(task: ScaffolderTask): string {
  const { parameters, templateInfo } = task.spec;
  const template = templateInfo?.entity?.metadata;
  const title = template?.title ?? template?.name ?? 'Creation';
  const { name } = parameters as { name?: unknown };
  return typeof name === 'string' ? `${title}: ${name}` : title;
}
