import { ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { BrowserContext, expect, Page, test } from '@playwright/test';
import { findFreePort } from '../src/support/platform';

const READY_WITHIN_MS = 240_000;

/** Starts the platform in production mode beside its OpenID provider; see start.mjs. */
async function startInProduction(): Promise<{
  address: string;
  stop(): Promise<void>;
}> {
  const port = await findFreePort();
  const child = spawn(
    process.execPath,
    [path.join(__dirname, 'start.mjs'), '--port', String(port)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const address = await waitForAddress(child);
  return {
    address,
    stop: () =>
      new Promise(resolve => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

function waitForAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', chunk => {
      said += chunk;
    });
    child.stdout?.on('data', chunk => {
      const line = /^\{"address":.*\}$/m.exec(String(chunk));
      if (line) {
        resolve(JSON.parse(line[0]).address);
      }
    });
    child.once('exit', code =>
      reject(new Error(`The platform ended with code ${code}: ${said}`)),
    );
  });
}

/** Goes through the provider's own pages, in the window that the sign-in page opens. */
async function signInAt(page: Page, account: string): Promise<void> {
  const opening = page.waitForEvent('popup');
  await page
    .getByRole('button', { name: 'Sign in with Nordlicht account' })
    .click();
  const popup = await opening;
  await popup.getByPlaceholder('Enter any login').fill(account);
  await popup.getByPlaceholder('and password').fill('any password');
  await popup.getByRole('button', { name: 'Sign-in' }).click();
  const closing = popup.waitForEvent('close');
  await popup.getByRole('button', { name: 'Continue' }).click();
  await closing;
}

test.describe('signing in with an account of the company', () => {
  let platform: Awaited<ReturnType<typeof startInProduction>>;
  let context: BrowserContext;

  test.beforeAll(async () => {
    test.setTimeout(READY_WITHIN_MS);
    platform = process.env.STAGEDOOR_OIDC_URL
      ? { address: process.env.STAGEDOOR_OIDC_URL, stop: async () => {} }
      : await startInProduction();
  });

  test.afterAll(async () => {
    await platform?.stop();
  });

  test.beforeEach(async ({ browser }) => {
    context = await browser.newContext({ baseURL: platform.address });
    // The provider's own stylesheet asks for a web font, which no test should wait for.
    await context.route('https://fonts.googleapis.com/**', route =>
      route.abort(),
    );
  });

  test.afterEach(async () => {
    await context.close();
  });

  test('offers nothing but the account, and ends as the person of the catalog', async () => {
    const page = await context.newPage();
    await page.goto('/');
    await expect(
      page.getByRole('heading', { name: 'Sign in to Nordlicht' }),
    ).toBeVisible();
    await expect(page.getByRole('main').getByRole('button')).toHaveCount(1);

    await signInAt(page, 'ana');
    await expect(page.getByText('Ana Ruiz').first()).toBeVisible();

    await test.step('the session outlives a reload, and another tab has it too', async () => {
      await page.reload();
      await expect(page.getByText('Ana Ruiz').first()).toBeVisible();
      const tab = await context.newPage();
      await tab.goto('/catalog');
      await expect(tab.getByText('Ana Ruiz').first()).toBeVisible();
      await tab.close();
    });
  });

  test('has an API that knows the person, and no persona sign-in', async () => {
    const page = await context.newPage();
    await page.goto('/');
    await signInAt(page, 'ana');
    await expect(page.getByText('Ana Ruiz').first()).toBeVisible();

    const session = await context.request.get(
      '/api/auth/oidc/refresh?env=production',
      { headers: { 'x-requested-with': 'XMLHttpRequest' } },
    );
    const { backstageIdentity } = await session.json();
    expect(backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/ana.ruiz',
      ownershipEntityRefs: expect.arrayContaining(['group:default/payments']),
    });

    const persona = await context.request.get('/api/auth/persona/refresh', {
      headers: { 'x-stagedoor-persona': 'user:default/ana.ruiz' },
    });
    expect(persona.status()).toBe(404);
    const guest = await context.request.get('/api/auth/guest/refresh');
    expect(guest.status()).toBe(404);
    const anonymous = await context.request.get('/api/catalog/entities');
    expect(anonymous.status()).toBe(401);
  });

  test('has what speaks with the systems that the configuration names, and with no others', async () => {
    const page = await context.newPage();
    await page.goto('/');
    await signInAt(page, 'ana');
    await page.getByText('Ana Ruiz').first().waitFor();

    const session = await context.request.get(
      '/api/auth/oidc/refresh?env=production',
      { headers: { 'x-requested-with': 'XMLHttpRequest' } },
    );
    const { backstageIdentity } = await session.json();
    const answer = await context.request.get('/api/scaffolder/v2/actions', {
      headers: { authorization: `Bearer ${backstageIdentity.token}` },
    });
    const actions: Array<{ id: string }> = await answer.json();
    expect(actions.map(({ id }) => id)).toContain('publish:gitlab');
    expect(actions.map(({ id }) => id)).not.toContain('publish:github');

    await page.goto('/catalog/default/component/payments-api');
    await page.getByRole('link', { name: 'Kubernetes' }).click();
    // Nothing listens there, and that is said instead of showing no pods.
    await expect(
      page.getByText('There was a problem retrieving Kubernetes objects'),
    ).toBeVisible();
  });

  test('refuses an account that is nobody in the catalog, and says why', async () => {
    const page = await context.newPage();
    await page.goto('/');
    await signInAt(page, 'stranger');
    await expect(page.getByRole('alert')).toContainText(
      'You are not in the catalog',
    );
    await expect(page.getByRole('alert')).toContainText(
      'Ask the platform team to add you',
    );
    await page.reload();
    await expect(
      page.getByRole('button', { name: 'Sign in with Nordlicht account' }),
    ).toBeEnabled();
  });

  test('refuses an e-mail address that the provider has not verified', async () => {
    const page = await context.newPage();
    await page.goto('/');
    await signInAt(page, 'pretender');
    await expect(page.getByRole('alert')).toContainText(
      'Your e-mail address is missing',
    );
  });

  test('says so when the window is closed', async () => {
    const page = await context.newPage();
    await page.goto('/');
    const opening = page.waitForEvent('popup');
    await page
      .getByRole('button', { name: 'Sign in with Nordlicht account' })
      .click();
    const popup = await opening;
    await popup.close();
    await expect(page.getByRole('alert')).toContainText(
      'You are not signed in',
    );
  });
});
