import { randomUUID } from 'node:crypto';
import { APIRequestContext, expect } from '@playwright/test';
import { as, people, Person } from './people';

const payments = 'component:default/payments-api';

/** What the tests read of a release. */
export interface SeenRelease {
  id: number;
  state: string;
  planHash: string;
  outcome?: string;
  hostResults: { name: string; state: string; message?: string }[];
}

async function command(
  api: APIRequestContext,
  person: Person,
  path: string,
  data: object,
): Promise<SeenRelease> {
  const { headers } = await as(api, person);
  const answer = await api.post(`/api/releases/releases${path}`, {
    headers: { ...headers, 'Idempotency-Key': randomUUID() },
    data,
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** Asks for a version of payments-api, as Ana; answers the number of the release. */
export async function askForRelease(
  api: APIRequestContext,
  version: string,
  environment = 'production',
): Promise<number> {
  const body = { component: payments, environment, version };
  return (await command(api, people.ana, '', body)).id;
}

export async function readRelease(
  api: APIRequestContext,
  id: number,
): Promise<SeenRelease> {
  const answer = await api.get(
    `/api/releases/releases/${id}`,
    await as(api, people.ana),
  );
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}

/** Approves a release, as Dara. */
export async function approveRelease(api: APIRequestContext, id: number) {
  const { planHash } = await readRelease(api, id);
  await command(api, people.dara, `/${id}/approvals`, {
    decision: 'approved',
    planHash,
  });
}

/** Cancels a release, as Ana. */
export async function cancelRelease(api: APIRequestContext, id: number) {
  await command(api, people.ana, `/${id}/cancellation`, {});
}

/** Waits until a release is over; answers how it ended. */
export async function finishRelease(
  api: APIRequestContext,
  id: number,
  withinMs = 90_000,
): Promise<SeenRelease> {
  await expect
    .poll(async () => (await readRelease(api, id)).state, {
      timeout: withinMs,
    })
    .not.toMatch(/^(awaiting_approval|queued|running)$/);
  return readRelease(api, id);
}

/** Waits until a host of a release is in a state. */
export async function waitForHost(
  api: APIRequestContext,
  id: number,
  host: string,
  state: string,
) {
  await expect
    .poll(
      async () =>
        (await readRelease(api, id)).hostResults.find(
          ({ name }) => name === host,
        )?.state,
      { intervals: [100], timeout: 60_000 },
    )
    .toBe(state);
}
