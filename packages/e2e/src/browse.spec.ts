import { expect, test } from '@playwright/test';
import { as, people, signIn } from './support/people';

test('two people act at once, each in a tab of the same browser', async ({
  context,
}) => {
  const first = await context.newPage();
  const second = await context.newPage();
  await signIn(first, people.ana);
  await signIn(second, people.finn);

  await expect(
    first.getByRole('heading', { level: 1, name: /Ana/ }),
  ).toBeVisible();
  await expect(
    second.getByRole('heading', { level: 1, name: /Finn/ }),
  ).toBeVisible();

  await first.reload();
  await expect(
    first.getByRole('heading', { level: 1, name: /Ana/ }),
  ).toBeVisible();
});

test('home shows what a person owns and leads there', async ({ page }) => {
  await signIn(page, people.ana);
  const mine = page.getByRole('region', { name: 'My services' });
  const remembered = page.waitForResponse(
    response =>
      response.request().method() === 'PUT' &&
      response.url().includes('visits'),
  );
  await mine.getByRole('link', { name: 'Payments API' }).click();
  await expect(page).toHaveURL(/\/catalog\/default\/component\/payments-api/);
  await expect(
    page.getByRole('heading', { name: 'Payments API' }),
  ).toBeVisible();

  await remembered;
  await page.goto('/');
  await expect(
    page
      .getByRole('region', { name: 'Recently visited' })
      .getByRole('link', { name: /payments.api/i }),
  ).toBeVisible();
});

test('the catalog is filtered, searched while typing, and starred', async ({
  page,
}) => {
  await signIn(page, people.finn, '/catalog');
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows.filter({ hasText: 'Payments API' })).toBeVisible();
  await expect(rows.filter({ hasText: 'Seat map' })).toBeVisible();

  await page.getByRole('searchbox', { name: /filter/i }).fill('seat');
  await expect(rows.filter({ hasText: 'Payments API' })).toHaveCount(0);
  await expect(rows.filter({ hasText: 'Seat map' })).toBeVisible();

  await page
    .getByRole('button', { name: /favorite|star/i })
    .first()
    .click();
  await page.goto('/');
  await expect(
    page.getByRole('region', { name: 'Starred' }).getByText(/Seat map/i),
  ).toBeVisible();
});

test('search finds a service from any page with the slash key', async ({
  page,
}) => {
  await signIn(page, people.finn, '/catalog');
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog', { name: 'Search' });
  // The index follows the catalog at intervals.
  await expect(async () => {
    await dialog.getByRole('combobox').fill('');
    await dialog.getByRole('combobox').fill('payments api');
    await expect(
      dialog.getByRole('option', { name: /Payments API/ }).first(),
    ).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await dialog
    .getByRole('option', { name: /Payments API/ })
    .first()
    .click();
  await expect(page).toHaveURL(/payments-api/);
});

test('a service page answers who owns it, where it runs and where its logs are', async ({
  page,
}) => {
  await signIn(page, people.finn, '/catalog/default/component/payments-api');
  await expect(
    page.getByRole('link', { name: 'Payments' }).first(),
  ).toBeVisible();
  await expect(
    page
      .getByRole('region', { name: 'Runs on' })
      .getByText('prod-1.nordlicht.example', { exact: true }),
  ).toBeVisible();
  const kibana = page.getByRole('link', { name: /Kibana/ }).first();
  await expect(kibana).toHaveAttribute(
    'href',
    /^https:\/\/kibana\.nordlicht\.example\/app\/discover#.*payments-api/,
  );
  await expect(kibana).toHaveAttribute('rel', /noopener/);
});

test('nothing of a system outside is there until the configuration names it', async ({
  page,
  request,
}) => {
  // It has the annotation of Kubernetes, and no cluster is configured.
  await signIn(page, people.ana, '/catalog/default/component/payments-api');
  await expect(
    page.getByRole('main').getByRole('link', { name: 'Releases', exact: true }),
  ).toBeVisible();
  await expect(
    page.getByRole('main').getByRole('link', { name: 'Kubernetes' }),
  ).toHaveCount(0);

  const ana = await as(request, people.ana);
  for (const path of ['/api/kubernetes/clusters', '/api/auth/github/start']) {
    expect((await request.get(path, ana)).status(), path).toBe(404);
  }
});

test('a link whose annotation is missing says which one to add', async ({
  page,
}) => {
  await signIn(page, people.finn, '/catalog/default/component/fraud-rules');
  await page
    .getByRole('button', { name: /not set up/ })
    .first()
    .click();
  await expect(
    page.getByText('grafana/dashboard-selector').first(),
  ).toBeVisible();
});

test('the graph shows what a service is connected to', async ({ page }) => {
  await signIn(
    page,
    people.finn,
    '/catalog-graph?rootEntityRefs%5B%5D=component%3Adefault%2Fpayments-api',
  );
  await expect(
    page
      .locator('svg')
      .getByText(/prod-1/)
      .first(),
  ).toBeVisible();
});

test('an address that leads nowhere says so', async ({ page }) => {
  await signIn(page, people.finn, '/catalog/default/component/does-not-exist');
  await expect(
    page.getByText(/not found|does not exist/i).first(),
  ).toBeVisible();
});
