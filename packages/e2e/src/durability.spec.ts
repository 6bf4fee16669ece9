import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { APIRequestContext, expect, request, test } from '@playwright/test';
import {
  finishCreation,
  retryCreation,
  startCreation,
} from './support/creations';
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

test.describe('services whose creation the backend does not survive', () => {
  test.setTimeout(180_000);

  const data = newDataFolder();
  const port = 7422;
  const owner = 'group:default/payments';
  let platform: StartedPlatform;

  test.afterEach(async () => {
    await platform?.stop('SIGTERM');
    fs.rmSync(data, { recursive: true, force: true });
  });

  const gitDir = (name: string) =>
    path.join(data, 'repositories', `${name}.git`);
  const isThere = (name: string) => fs.existsSync(gitDir(name));
  const git = (name: string, ...args: string[]) =>
    execFileSync('git', [`--git-dir=${gitDir(name)}`, ...args], {
      encoding: 'utf8',
    });
  const listFiles = (name: string) =>
    git(name, 'ls-tree', '-r', '--name-only', 'main');

  test('have a whole repository or none, and are created after all', async () => {
    // Nobody wants to wait as long as real runs may take to come back.
    const impatient = path.join(data, 'impatient.yaml');
    fs.writeFileSync(
      impatient,
      'scaffolder: { taskTimeout: 6s, taskTimeoutJanitorFrequency: 2s }',
    );
    platform = await StartedPlatform.start({
      data,
      port,
      config: ['app-config.example.yaml', impatient],
    });
    const api = await request.newContext({ baseURL: platform.url });
    await expect(async () => {
      const template = await api.get(
        '/api/catalog/entities/by-name/template/default/node-service',
        await as(api, people.ana),
      );
      expect(template.status()).toBe(200);
    }).toPass({ timeout: 60_000 });

    // By the time that the first has its repository, each is somewhere else on its way.
    const ana = await as(api, people.ana);
    const names = [1, 2, 3, 4, 5].map(n => `cut-short-${n}`);
    const tasks = await Promise.all(
      names.map(async name => ({
        name,
        id: await startCreation(api, ana, { name, owner }),
      })),
    );
    await expect
      .poll(() => names.filter(isThere).length, {
        intervals: [20],
        timeout: 30_000,
      })
      .toBeGreaterThan(0);
    await platform.killBackend();

    const ends = await Promise.all(
      tasks.map(async ({ name, id }) => ({
        name,
        id,
        ...(await finishCreation(api, ana, id)),
      })),
    );
    const cutShort = ends.filter(({ status }) => status === 'failed');
    expect(cutShort.length).toBeGreaterThan(0);
    for (const { name, log } of cutShort) {
      expect(log, name).toContain('marked as stale');
    }

    const whole = await startCreation(api, ana, { name: 'whole', owner });
    expect((await finishCreation(api, ana, whole)).status).toBe('completed');
    const found = cutShort.filter(({ name }) => isThere(name));
    for (const { name } of found) {
      git(name, 'fsck', '--full', '--strict');
      expect(listFiles(name), name).toBe(listFiles('whole'));
    }

    for (const { name, id } of cutShort) {
      // What has its repository goes on with it; anything else begins again, under the same name.
      const again = isThere(name)
        ? await retryCreation(api, ana, id)
        : await startCreation(api, ana, { name, owner });
      const { status, log } = await finishCreation(api, ana, again);
      expect(status, log).toBe('completed');
      expect(listFiles(name), name).toBe(listFiles('whole'));
    }
    await api.dispose();
  });
});
