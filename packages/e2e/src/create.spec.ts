import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { expect, Page, test } from '@playwright/test';
import { finishCreation, startCreation } from './support/creations';
import { as, getToken, people, signIn } from './support/people';
import { findFreePort } from './support/platform';

const NAME = 'ticket-reminder';
const FORM = '/create/templates/default/node-service';

/** How this machine reaches the network: what a developer's own shell has as well. */
const network = [
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
];

/** The environment of a developer's own shell: nothing of the test run leaks into it. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(
      ['PATH', 'HOME', ...network].map(name => [name, process.env[name]]),
    ),
    GIT_TERMINAL_PROMPT: '0',
    NODE_ENV: undefined,
  };
}

async function fillService(page: Page, name: string) {
  await page.getByRole('textbox', { name: /^Name/ }).fill(name);
  await page
    .getByRole('textbox', { name: /What it does/ })
    .fill('Sends a reminder two days before an event');
}

test.describe('create a service from a template', () => {
  test('a name that is taken is refused while typing', async ({ page }) => {
    await signIn(page, people.ana, FORM);
    await fillService(page, 'payments-api');
    await expect(page.getByText(/taken|exists/i).first()).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByRole('textbox', { name: /^Name/ })).toBeVisible();
  });

  test('from the form to the catalog', async ({ page, request }) => {
    test.setTimeout(180_000);
    await signIn(page, people.ana, FORM);
    await fillService(page, NAME);
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText(/built-in store/i).first()).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).click();

    // The preview shows what will be created, before anything is.
    await expect(page.getByText('package.json').first()).toBeVisible({
      timeout: 30_000,
    });
    expect(
      (
        await request.get(
          `/api/repositories/repositories/${NAME}`,
          await as(request, people.ana),
        )
      ).status(),
    ).toBe(404);
    await page.getByRole('button', { name: /Check|Review/ }).click();
    await page.getByRole('button', { name: 'Create service' }).click();

    await expect(
      page.getByRole('link', { name: 'Open in the catalog' }),
    ).toBeVisible({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Open in the catalog' }).click();
    await expect(page).toHaveURL(new RegExp(`/component/${NAME}`));
    await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
    await expect(page.getByText('git clone').first()).toBeVisible();
  });

  test('it was in the catalog within five seconds', async ({ request }) => {
    const headers = await as(request, people.ana);
    const tasks = await request.get('/api/scaffolder/v2/tasks', headers);
    const [task] = (await tasks.json()).tasks;
    const events = await (
      await request.get(`/api/scaffolder/v2/tasks/${task.id}/events`, headers)
    ).json();
    const at = (stepId: string, status: string) =>
      Date.parse(
        events.find(
          (event: { body: { stepId?: string; status?: string } }) =>
            event.body.stepId === stepId && event.body.status === status,
        ).createdAt,
      );
    const milliseconds =
      at('catalog', 'completed') - at('repository', 'completed');
    expect(milliseconds).toBeLessThan(5_000);
  });

  test('it is found in the catalog and in the search', async ({ page }) => {
    await signIn(page, people.finn, '/catalog');
    await page.getByRole('searchbox', { name: /filter/i }).fill('reminder');
    await expect(
      page.getByRole('link', { name: NAME, exact: true }),
    ).toBeVisible();
  });

  test('its repository is cloned, tested and started', async ({ request }) => {
    test.setTimeout(240_000);
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'stagedoor-own-'));
    let service: ChildProcess | undefined;
    try {
      const headers = await as(request, people.ana);
      const repository = await (
        await request.get(`/api/repositories/repositories/${NAME}`, headers)
      ).json();
      const clone = new URL(repository.cloneUrl);
      const token = await getToken(request, people.ana);
      execFileSync(
        'git',
        [
          '-c',
          `http.extraHeader=Authorization: Basic ${Buffer.from(`ana:${token}`).toString('base64')}`,
          'clone',
          '--quiet',
          clone.href,
          'service',
        ],
        { cwd: directory, env: cleanEnvironment() },
      );
      const cwd = path.join(directory, 'service');
      const run = (...args: string[]) =>
        execFileSync('npm', args, {
          cwd,
          env: cleanEnvironment(),
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
        });
      run('ci', '--no-audit', '--no-fund');
      expect(run('test')).toMatch(/fail 0/);
      run('run', 'build');

      const port = await findFreePort();
      service = spawn('npm', ['start'], {
        cwd,
        env: { ...cleanEnvironment(), PORT: String(port) },
        stdio: 'ignore',
        detached: true,
      });
      const url = `http://127.0.0.1:${port}`;
      await expect
        .poll(
          async () =>
            (
              await request.get(`${url}/readyz`).catch(() => undefined)
            )?.status(),
          { timeout: 20_000 },
        )
        .toBe(200);
      expect(await (await request.get(`${url}/metrics`)).text()).toContain(
        'process_cpu',
      );
    } finally {
      if (service?.pid) {
        process.kill(-service.pid, 'SIGTERM');
      }
      fs.rmSync(directory, { recursive: true, force: true });
    }
  });

  test('the same name is refused by the platform, not only by the form', async ({
    request,
  }) => {
    const headers = await as(request, people.ana);
    const id = await startCreation(request, headers, {
      name: NAME,
      owner: 'group:default/payments',
    });
    const { status, log } = await finishCreation(request, headers, id);
    expect(status).toBe('failed');
    expect(log).toMatch(/already|taken/i);
  });

  test('a team that is not mine cannot be made the owner', async ({
    request,
  }) => {
    const headers = await as(request, people.ana);
    const id = await startCreation(request, headers, {
      name: 'not-mine',
      owner: 'group:default/search',
    });
    const { status } = await finishCreation(request, headers, id);
    expect(status).toBe('failed');
    const repository = await request.get(
      '/api/repositories/repositories/not-mine',
      headers,
    );
    expect(repository.status()).toBe(404);
  });
});
