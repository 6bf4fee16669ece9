import { randomUUID } from 'node:crypto';
import { APIRequestContext, expect } from '@playwright/test';
import type { Laptop } from './Laptop';
import { as, people, Person } from './people';

async function ask<T>(
  api: APIRequestContext,
  person: Person,
  path: string,
  data: object,
): Promise<T> {
  const { headers } = await as(api, person);
  const answer = await api.post(`/api/access${path}`, {
    headers: { ...headers, 'Idempotency-Key': randomUUID() },
    data,
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** Waits until it is known whom the policy of a host asks: the catalog of a new platform is still being read. */
export async function waitForPolicy(api: APIRequestContext, host: string) {
  await expect(async () => {
    const { rule } = await ask<{ rule?: { people: string[] } }>(
      api,
      people.ana,
      '/previews',
      { hosts: [`resource:default/${host}`] },
    );
    expect(rule?.people).toContain(people.dara.ref);
  }).toPass({ timeout: 80_000 });
}

/** Asks for an account on a host as Ana. */
export async function requestAccess(api: APIRequestContext, host: string) {
  return ask<{ id: number; version: number }>(api, people.ana, '/requests', {
    hosts: [`resource:default/${host}`],
    account: 'deploy',
    minutes: 60,
    reason: 'A test needs to look around',
  });
}

/** Asks for it, and approves it as Dara; answers the number of the grant. */
export async function grantAccess(
  api: APIRequestContext,
  host: string,
): Promise<number> {
  const { id, version } = await requestAccess(api, host);
  const { grant } = await ask<{ grant: number }>(
    api,
    people.dara,
    `/requests/${id}/reviews`,
    { decision: 'approved', version },
  );
  return grant;
}

/** Runs a command on the host of a grant of Ana's; answers which session that was. */
export async function holdSession(
  api: APIRequestContext,
  laptop: Laptop,
  grant: number,
): Promise<string> {
  const { certificate, connection } = await ask<{
    certificate: string;
    connection: {
      bastion: { knownHosts: string };
      certificateFile: string;
      commands: { command: string }[];
    };
  }>(api, people.ana, `/grants/${grant}/certificates`, {
    publicKey: laptop.publicKey,
  });
  for (const command of [
    `echo '${certificate.trim()}' > ${connection.certificateFile}`,
    `echo '${connection.bastion.knownHosts.trim()}' > ~/.ssh/known_hosts`,
    `${connection.commands[0].command} uptime`,
  ]) {
    const { code, output } = await laptop.run(command);
    expect(code, output).toBe(0);
  }
  const answer = await api.get(
    `/api/access/sessions?grant=${grant}`,
    await as(api, people.ana),
  );
  const { items }: { items: { id: string }[] } = await answer.json();
  return items[0].id;
}

/** Takes away what somebody has, so that nothing of a test is left. */
export async function revokeAll(api: APIRequestContext, person: Person) {
  const answer = await api.get(
    '/api/access/grants?state=active&limit=100',
    await as(api, people.dara),
  );
  expect(answer.status(), await answer.text()).toBe(200);
  const { items }: { items: { id: number; holder: string }[] } =
    await answer.json();
  for (const { id, holder } of items) {
    if (holder === person.ref) {
      await ask(api, people.dara, `/grants/${id}/revocation`, {
        comment: 'The test is over',
      });
    }
  }
}

/** Forgets the keys that somebody kept, of laptops that are no more. */
export async function forgetKeys(api: APIRequestContext, person: Person) {
  const { headers } = await as(api, person);
  const answer = await api.get('/api/access/keys', { headers });
  expect(answer.status(), await answer.text()).toBe(200);
  const { items }: { items: { id: number }[] } = await answer.json();
  for (const { id } of items) {
    const forgotten = await api.delete(`/api/access/keys/${id}`, {
      headers: { ...headers, 'Idempotency-Key': randomUUID() },
    });
    expect(forgotten.ok(), await forgotten.text()).toBe(true);
  }
}
