import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';
import {
  grantAccess,
  holdSession,
  requestAccess,
  revokeAll,
} from './support/access';
import { Laptop } from './support/Laptop';
import { people, signIn } from './support/people';
import { askForRelease, finishRelease } from './support/releases';

const payments = '/catalog/default/component/payments-api';
const wanted = 'version=v2.14.0';

/** Every kind of page, by what a person calls it. */
const pages: Record<string, string> = {
  home: '/',
  catalog: '/catalog',
  service: payments,
  monitoring: `${payments}/monitoring`,
  'what runs where': `${payments}/releases`,
  'choice of a version': `${payments}/releases?release=staging`,
  'preview of a release': `${payments}/releases?release=staging&${wanted}`,
  'component without a pipeline':
    '/catalog/default/component/seat-map/releases',
  releases: '/releases',
  release: '/releases/1',
  access: '/access',
  'sessions under access': '/access?view=sessions',
  'form for access': `${payments}/access?access=prod-1`,
  'access to a host': '/catalog/default/resource/prod-1/access',
  team: '/catalog/default/group/payments',
  person: '/catalog/default/user/ana.ruiz',
  host: '/catalog/default/resource/prod-1',
  graph:
    '/catalog-graph?rootEntityRefs%5B%5D=component%3Adefault%2Fpayments-api',
  templates: '/create',
  form: '/create/templates/default/node-service',
  search: '/search?query=payments',
  APIs: '/api-docs',
  docs: '/docs',
  source: '/repositories',
  roles: '/roles',
  notifications: '/notifications',
  settings: '/settings',
  nothing: '/there-is-no-such-page',
};

/** What stock Backstage components leave behind and no theme can mend. Anything else fails. */
const known: { page: string; rule: string; target: RegExp }[] = [
  // The fields of the filters beside the graph have text near them, but no label; nor has its progress ring.
  { page: 'graph', rule: 'label', target: /^#mui-\d+$/ },
  { page: 'graph', rule: 'aria-progressbar-name', target: /CircularProgress/ },
];

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
/** What another theme can break. */
const colours = ['color-contrast', 'link-in-text-block'];

async function findViolations(axe: AxeBuilder, name: string) {
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => ({
        rule: id,
        target: target.join(' '),
        why: failureSummary?.split('\n').slice(1).join(' ').trim(),
      })),
    )
    .filter(
      found =>
        !known.some(
          entry =>
            entry.page === name &&
            entry.rule === found.rule &&
            entry.target.test(found.target),
        ),
    );
}

/** Looks at a page in the light theme, and then at its colours in the dark one. */
async function expectAccessible(page: Page, name: string): Promise<void> {
  const light = new AxeBuilder({ page }).withTags(everything);
  expect.soft(await findViolations(light, name), name).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('[data-theme-mode="dark"]').first()).toBeAttached();
  // Colours on their way from one theme to the other are neither.
  await expect
    .soft(async () => {
      const dark = new AxeBuilder({ page }).withRules(colours);
      expect(await findViolations(dark, name), `${name}, dark`).toEqual([]);
    })
    .toPass({ timeout: 10_000 });
  await page.emulateMedia({ colorScheme: 'light' });
}

async function expectNarrow(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .soft(async () => {
      const width = await page.evaluate(
        () => document.documentElement.scrollWidth,
      );
      expect(width, name).toBeLessThanOrEqual(390);
    })
    .toPass({ timeout: 5_000 });
  if (size) {
    await page.setViewportSize(size);
  }
}

// There has to be a release before one can be looked at, and access; how they end does not matter.
test.beforeAll(async ({ playwright, baseURL }) => {
  test.setTimeout(180_000);
  const api = await playwright.request.newContext({ baseURL });
  // The catalog of a new platform is still being read.
  await expect(async () => {
    const id = await askForRelease(api, 'v2.14.0', 'staging');
    await finishRelease(api, id);
  }).toPass({ timeout: 80_000 });
  const laptop = new Laptop();
  const grant = await grantAccess(api, 'prod-1');
  // The bastion is the last thing to be started.
  await expect(async () => {
    const session = await holdSession(api, laptop, grant);
    pages['replay of a session'] = `/access/sessions/${session}`;
  }).toPass({ timeout: 60_000 });
  laptop.remove();
  pages['access that one has'] = `/access/grants/${grant}`;
  const { id } = await requestAccess(api, 'prod-2');
  pages['request for access'] = `/access/requests/${id}`;
  await api.dispose();
});

test.afterAll(async ({ playwright, baseURL }) => {
  const api = await playwright.request.newContext({ baseURL });
  await revokeAll(api, people.ana);
  await api.dispose();
});

test('every page is accessible in both themes, and no wider than a phone', async ({
  browser,
}) => {
  test.setTimeout(400_000);
  const context = await browser.newContext({ colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto('/');
  await expect(
    page.getByRole('button', { name: people.ana.name }),
  ).toBeVisible();
  await expectAccessible(page, 'sign-in');
  await signIn(page, people.ana);
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    await expectAccessible(page, name);
    await expectNarrow(page, name);
  }
  await context.close();
});

test('a page asks no one but the platform for anything', async ({ page }) => {
  const elsewhere: string[] = [];
  page.on('request', request => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost') {
      elsewhere.push(request.url());
    }
  });
  await signIn(page, people.ana);
  for (const path of [
    pages.catalog,
    pages.service,
    pages['what runs where'],
    pages.release,
    pages.form,
  ]) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
  }
  expect(elsewhere).toEqual([]);
});
