import { expect, Locator, Page, test } from '@playwright/test';
import { people, signIn } from './support/people';
import { killBackendOf } from './support/platform';
import { dataFolder, ProductionHosts } from './support/ProductionHosts';
import {
  approveRelease,
  askForRelease,
  cancelRelease,
  finishRelease,
  readRelease,
  waitForHost,
} from './support/releases';

const tab = '/catalog/default/component/payments-api/releases';
const broken = 'v2.15.0-rc.1';
const phone = { width: 390, height: 844 };

/** The number in the address of a release's page. */
async function readId(page: Page): Promise<number> {
  await expect(page).toHaveURL(/\/releases\/\d+$/);
  return Number(/\d+$/.exec(page.url())?.[0]);
}

const stateOf = (page: Page) => page.getByRole('status').first();

function rowOf(page: Page, host: string): Locator {
  return page
    .getByRole('table', { name: 'Hosts' })
    .getByRole('row')
    .filter({ hasText: host });
}

/** What a person who watches the hosts of a release sees, one entry for each change. */
async function watchHosts(page: Page): Promise<() => Promise<string[][]>> {
  const table = page.getByRole('table', { name: 'Hosts' });
  const seen = await table.evaluateHandle(element => {
    const entries: string[][] = [];
    const look = () => {
      const rows = [...element.querySelectorAll('tbody tr')]
        .map(row => row.textContent ?? '')
        .filter(text => text.startsWith('prod-'));
      if (rows.join() !== entries.at(-1)?.join()) {
        entries.push(rows);
      }
    };
    look();
    new MutationObserver(look).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    return entries;
  });
  return () => seen.jsonValue();
}

// One after the other: what a test releases is what the next one finds on the hosts.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

let hosts: ProductionHosts;

test.beforeAll(async ({ playwright, baseURL }) => {
  const api = await playwright.request.newContext({ baseURL });
  hosts = await ProductionHosts.read(api);
  await hosts.requirePorts();
  await api.dispose();
});

test.afterAll(async ({ playwright, baseURL }) => {
  const api = await playwright.request.newContext({ baseURL });
  for (const id of started) {
    const { state } = await readRelease(api, id);
    if (/^(awaiting_approval|queued|running)$/.test(state)) {
      await cancelRelease(api, id);
    }
  }
  await api.dispose();
});

/** What a failing test leaves open would be in the way of its next attempt. */
const started: number[] = [];

test('asked for by one person, approved by another, watched host by host', async ({
  page: ana,
  context,
}) => {
  await signIn(ana, people.ana, tab);
  await ana.getByRole('button', { name: 'Release to Production' }).click();
  const dialog = ana.getByRole('dialog', { name: 'Release Payments API' });
  await dialog.getByRole('tab', { name: 'Tags' }).click();
  await dialog.getByRole('searchbox').fill('currency');
  const versions = dialog.getByRole('group', { name: 'Version' });
  await expect(versions.getByRole('radio')).toHaveCount(1);
  await dialog.getByText('Count payments by currency').click();
  await dialog.getByRole('button', { name: 'See what will change' }).click();

  const changes = dialog.getByRole('table', {
    name: 'To 3 hosts in 3 batches',
  });
  for (const host of hosts.names) {
    await expect(
      changes.getByRole('row').filter({ hasText: host }),
    ).toContainText('v2.14.0');
  }
  // On a second attempt something runs there already.
  await expect(
    dialog.getByText(/^(The first release here|Goes back|The same version)/),
  ).toBeVisible();
  await expect(
    dialog.getByText(/Needs 1 approval from the owner/),
  ).toBeVisible();
  await dialog
    .getByRole('textbox', { name: 'Why' })
    .fill('Finance wants totals by currency');
  await dialog.getByRole('button', { name: 'Ask for approval' }).click();

  const id = await readId(ana);
  started.push(id);
  await expect(stateOf(ana)).toHaveText('Waits for approval');
  const approve = ana.getByRole('button', { name: 'Approve…' });
  await expect(approve).toHaveAttribute('aria-disabled', 'true');
  await expect(approve).toHaveAccessibleDescription(
    'Whoever asked for a release cannot decide about it: somebody else has to',
  );

  const watched = await watchHosts(ana);
  const dara = await context.newPage();
  await signIn(dara, people.dara, '/releases');
  await dara
    .getByRole('region', { name: 'Waits for you' })
    .getByRole('button', { name: `Review #${id}, v2.14.0 to Production` })
    .click();
  const review = dara.getByRole('dialog', { name: `Release #${id}` });
  await expect(
    review.getByText('Finance wants totals by currency'),
  ).toBeVisible();
  await review.getByRole('button', { name: 'Approve' }).click();
  await expect(review).toBeHidden();

  // Nobody reloads this page.
  const log = ana.getByRole('log', { name: `Log of release #${id}` });
  await expect(ana.getByRole('button', { name: 'following' })).toBeVisible();
  await expect(log).toContainText(/Switching from .* to v2\.14\.0/);
  await expect(stateOf(ana)).toHaveText('Succeeded', { timeout: 60_000 });
  await expect(ana.getByText(/^ended, \d+ lines$/)).toBeVisible();

  const sights = await watched();
  expect(
    sights.some(
      ([first, , last]) => /verified/.test(first) && /untouched/.test(last),
    ),
    JSON.stringify(sights),
  ).toBe(true);
  for (const [first, second, third] of sights) {
    expect(/untouched/.test(second) || /verified/.test(first)).toBe(true);
    expect(/untouched/.test(third) || /verified/.test(second)).toBe(true);
  }
  expect(await hosts.askAll()).toEqual(Array(3).fill('200 v2.14.0'));
  await dara.close();
});

test('a broken version is approved on a phone, and goes back by itself', async ({
  page: ana,
  browser,
}) => {
  // A link may say all that is to be released.
  await signIn(ana, people.ana, `${tab}?release=production&version=${broken}`);
  const dialog = ana.getByRole('dialog', { name: 'Release Payments API' });
  await expect(
    dialog.getByText('Say on /healthz whether the journal takes writes'),
  ).toBeVisible();
  await dialog.getByRole('button', { name: 'Ask for approval' }).click();
  const id = await readId(ana);
  started.push(id);

  const context = await browser.newContext({ viewport: phone });
  const dara = await context.newPage();
  await signIn(dara, people.dara, `/releases/${id}`);
  await dara.getByRole('button', { name: 'Approve…' }).click();
  const review = dara.getByRole('dialog', { name: `Release #${id}` });
  await review.getByRole('textbox', { name: 'Comment' }).fill('Go');
  await review.getByRole('button', { name: 'Approve' }).click();
  await expect(review).toBeHidden();
  expect(
    await dara.evaluate(() => document.documentElement.scrollWidth),
  ).toBeLessThanOrEqual(phone.width);
  await context.close();

  // Built before that, on two cores that it shares with the browser.
  await expect(rowOf(ana, 'prod-1')).toContainText('verifying…', {
    timeout: 60_000,
  });
  await expect.poll(() => hosts.ask('prod-1')).toMatch(/^500/);
  expect(await hosts.ask('prod-2')).toBe('200 v2.14.0');

  await expect(stateOf(ana)).toHaveText('Failed', { timeout: 60_000 });
  await expect(rowOf(ana, 'prod-1')).toContainText('rolled back');
  await expect(rowOf(ana, 'prod-2')).toContainText('untouched');
  await expect(
    ana.getByText(/did not succeed within 15s/).first(),
  ).toBeVisible();
  expect(await hosts.askAll()).toEqual(Array(3).fill('200 v2.14.0'));
});

test('a person goes back to the version before', async ({ page, request }) => {
  const id = await askForRelease(request, 'v2.15.0');
  started.push(id);
  await approveRelease(request, id);
  const { state, outcome } = await finishRelease(request, id);
  expect(state, outcome).toBe('succeeded');
  expect(await hosts.askAll()).toEqual(Array(3).fill('200 v2.15.0'));

  await signIn(page, people.ana, `/releases/${id}`);
  await page.getByRole('button', { name: 'Roll back to v2.14.0…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Roll back Payments API' });
  await expect(dialog.getByText(/^Goes back: 2 commits/)).toBeVisible();
  await dialog
    .getByRole('button', { name: 'Roll Production back to v2.14.0' })
    .click();
  await expect(page).not.toHaveURL(new RegExp(`/${id}$`));
  started.push(await readId(page));
  await expect(stateOf(page)).toHaveText('Succeeded', { timeout: 60_000 });
  expect(await hosts.askAll()).toEqual(Array(3).fill('200 v2.14.0'));
});

test('a release is cancelled in the middle, and the host in it is put back', async ({
  page,
  request,
}) => {
  const id = await askForRelease(request, broken);
  started.push(id);
  await approveRelease(request, id);
  await signIn(page, people.ana, `/releases/${id}`);
  // It never passes its verification, so this takes as long as it is given.
  await expect(rowOf(page, 'prod-1')).toContainText('verifying…', {
    timeout: 60_000,
  });
  await page.getByRole('button', { name: 'Cancel…' }).click();
  const dialog = page.getByRole('dialog', {
    name: `Cancel release #${id}?`,
  });
  await expect(
    dialog.getByText(/^In the middle: prod-1\. Finished or put back/),
  ).toBeVisible();
  await expect(
    dialog.getByText('Untouched: prod-2, prod-3. Stay as they are.'),
  ).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel the release' }).click();

  await expect(stateOf(page)).toHaveText('Cancelled', { timeout: 30_000 });
  await expect(rowOf(page, 'prod-1')).toContainText('rolled back');
  expect(await hosts.askAll()).toEqual(Array(3).fill('200 v2.14.0'));
});

test('a viewer sees all of it, and at each button why it is not for them', async ({
  page,
}) => {
  await signIn(page, people.finn, tab);
  const production = page.getByRole('article', { name: 'Production' });
  await expect(production.getByText('v2.14.0').first()).toBeVisible();
  for (const name of [
    'Release to Production',
    'Roll back Production',
    'Redeploy on Production',
  ]) {
    const button = production.getByRole('button', { name });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAccessibleDescription(/payments/i);
  }
});

test('a release goes on when the backend is killed, and switches each host once', async ({
  page,
  request,
}) => {
  const id = await askForRelease(request, 'v2.15.0');
  started.push(id);
  await approveRelease(request, id);
  await signIn(page, people.ana, `/releases/${id}`);
  await waitForHost(request, id, 'prod-1', 'verified');
  await killBackendOf({
    data: dataFolder(),
    url: new URL(page.url()).origin,
  });

  const { state, outcome } = await finishRelease(request, id);
  expect(state, outcome).toBe('succeeded');
  // The page has found its way back by itself, and its log has no hole and no line twice.
  await expect(stateOf(page)).toHaveText('Succeeded');
  await expect(page.getByText(/^ended, \d+ lines$/)).toBeVisible();
  expect(await hosts.askAll()).toEqual(Array(3).fill('200 v2.15.0'));
  for (const host of hosts.names) {
    expect(hosts.countSwitches(host, id), host).toBe(1);
  }
});
