import { APIRequestContext, expect } from '@playwright/test';

type Headers = { headers: Record<string, string> };

/** Runs the template of a Node.js service as a script would, past the form and its checks; answers the task's id. */
export async function startCreation(
  request: APIRequestContext,
  as: Headers,
  service: { name: string; owner: string },
): Promise<string> {
  const started = await request.post('/api/scaffolder/v2/tasks', {
    ...as,
    data: {
      templateRef: 'template:default/node-service',
      values: {
        ...service,
        description: 'A service that a test creates',
        lifecycle: 'experimental',
        destination: { kind: 'stored' },
        port: 8080,
      },
    },
  });
  expect(started.status(), await started.text()).toBe(201);
  return (await started.json()).id;
}

/** Has a task that is over begin again with what it made. */
export async function retryCreation(
  request: APIRequestContext,
  as: Headers,
  id: string,
): Promise<string> {
  const retried = await request.post(`/api/scaffolder/v2/tasks/${id}/retry`, {
    ...as,
    data: {},
  });
  expect(retried.status(), await retried.text()).toBe(201);
  return id;
}

/** Waits until a task is over; answers how it ended and what it said. */
export async function finishCreation(
  request: APIRequestContext,
  as: Headers,
  id: string,
  withinMs = 30_000,
): Promise<{ status: string; log: string }> {
  const task = `/api/scaffolder/v2/tasks/${id}`;
  let status = '';
  await expect
    .poll(
      async () => {
        status = (await (await request.get(task, as)).json()).status;
        return status;
      },
      { timeout: withinMs },
    )
    .not.toMatch(/^(open|processing)$/);
  const log = await (await request.get(`${task}/events`, as)).text();
  return { status, log };
}
