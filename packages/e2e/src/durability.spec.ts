import fs from 'node:fs';
import { APIRequestContext, expect, request, test } from '@playwright/test';
import { as, getToken, people } from './support/people';
import { isRunning, newDataFolder, StartedPlatform } from './support/platform';

/** What a person starred lives in PostgreSQL: a fact of theirs that must not be lost. */
async function star(api: APIRequestContext, value: string) {
  const { headers } = await as(api, people.ana);
  const answer = await api.put('/api/user-settings/buckets/e2e/keys/star', {
    headers,
    data: { value },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

async function readStar(api: APIRequestContext) {
  const { headers } = await as(api, people.ana);
  const answer = await api.get('/api/user-settings/buckets/e2e/keys/star', {
    headers,
  });
  return (await answer.json()).value;
}

test.describe('what was acknowledged is kept', () => {
  test.setTimeout(300_000);

  const data = newDataFolder();
  // Below the ports that the system gives to connections: between two starts it must stay free.
  const port = 7421;
  let platform: StartedPlatform;

  test.afterEach(async () => {
    await platform?.stop('SIGTERM');
    fs.rmSync(data, { recursive: true, force: true });
  });

  test('over a restart, a killed backend and a power cut', async () => {
    platform = await StartedPlatform.start({ data, port });
    const api = await request.newContext({ baseURL: platform.url });
    // The catalog of a new platform is still being read.
    await expect(() => getToken(api, people.ana)).toPass({ timeout: 60_000 });

    await star(api, 'before the restart');
    const processes = platform.processes();
    const { milliseconds } = await platform.stop('SIGINT');
    expect(milliseconds).toBeLessThan(10_000);
    expect(processes.filter(isRunning)).toEqual([]);

    const restarted = Date.now();
    platform = await StartedPlatform.start({ data, port });
    expect(Date.now() - restarted).toBeLessThan(20_000);
    expect(await readStar(api)).toBe('before the restart');

    await star(api, 'before the kill');
    await platform.killBackend();
    expect(await readStar(api)).toBe('before the kill');

    await star(api, 'before the power cut');
    await platform.killAll();
    platform = await StartedPlatform.start({ data, port });
    expect(await readStar(api)).toBe('before the power cut');

    const last = platform.processes();
    expect((await platform.stop('SIGTERM')).milliseconds).toBeLessThan(10_000);
    expect(last.filter(isRunning)).toEqual([]);
    await api.dispose();
  });
});
