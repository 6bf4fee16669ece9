import {
  Browser,
  BrowserContextOptions,
  expect,
  Locator,
  Page,
  test,
} from '@playwright/test';
import {
  forgetKeys,
  grantAccess,
  revokeAll,
  waitForPolicy,
} from './support/access';
import { Laptop } from './support/Laptop';
import { people, Person, signIn } from './support/people';

const phone = { viewport: { width: 390, height: 844 } };
const hostTab = '/catalog/default/resource/prod-1/access';

// One after the other: the first test keeps the key that the others choose.
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.use({ actionTimeout: 20_000 });

let laptop: Laptop;

test.beforeAll(async ({ playwright, baseURL }) => {
  laptop = new Laptop();
  const api = await playwright.request.newContext({ baseURL });
  await waitForPolicy(api, 'prod-1');
  await revokeAll(api, people.ana);
  await forgetKeys(api, people.ana);
  await api.dispose();
});

test.afterAll(async ({ playwright, baseURL }) => {
  laptop.remove();
  const api = await playwright.request.newContext({ baseURL });
  await revokeAll(api, people.ana);
  await api.dispose();
});

/** A person at a browser of their own. */
async function sitDown(
  browser: Browser,
  person: Person,
  path: string,
  options?: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await signIn(page, person, path);
  return page;
}

/** The number in the address of a page. */
async function readId(page: Page, kind: 'requests' | 'grants') {
  await expect(page).toHaveURL(new RegExp(`/access/${kind}/\\d+$`));
  return Number(/\d+$/.exec(page.url())?.[0]);
}

/** What is beside the navigation. */
const content = (page: Page) => page.locator('#page');

/** Opens the form for access to what the page is about. */
async function openForm(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Request access' }).click();
  return page.getByRole('dialog', { name: `Request access to ${name}` });
}

/** A command that a page prints, under what it is for. */
const printed = (page: Page, purpose: string) =>
  page.getByLabel(purpose, { exact: true });

/** Runs on the laptop, one after the other, what the page of a grant prints before one can log in. */
async function prepareLaptop(page: Page) {
  await page.getByRole('button', { name: 'Get certificate' }).click();
  const save = printed(page, 'Command that saves the certificate');
  await expect(save).toHaveText(/^echo 'ssh-ed25519-cert-v01@openssh\.com /);
  await page.getByText('The first time: tell ssh the key').click();
  for (const command of [
    save,
    printed(page, 'Command that tells ssh the key of the bastion'),
  ]) {
    const { code, output } = await laptop.run(await command.innerText());
    expect(code, output).toBe(0);
  }
}

test('asked for, approved by another, used, taken away and replayed', async ({
  browser,
}) => {
  const reason = 'Look for stuck refunds, PAY-311';
  const ana = await sitDown(
    browser,
    people.ana,
    '/catalog/default/component/payments-api/access',
  );
  const form = await openForm(ana, 'Payments API');
  await form.getByText('prod-1', { exact: true }).click();
  await expect(
    form.getByText('This needs 1 approval from Payments or Site Reliability'),
  ).toBeVisible();
  await expect(form.getByText('Sessions are recorded')).toBeVisible();
  const ask = form.getByRole('button', { name: 'Ask for access' });
  await expect(ask).toBeDisabled();
  await expect(form.getByText('Say what for.')).toBeVisible();
  await form.getByRole('textbox', { name: /^Reason/ }).fill(reason);
  await ask.click();

  // Ana belongs to the team that is asked, and cannot approve it all the same.
  const request = await readId(ana, 'requests');
  const review = ana.getByRole('button', { name: 'Review' });
  await expect(review).toHaveAttribute('aria-disabled', 'true');
  await expect(review).toHaveAccessibleDescription(
    'Whoever asked for access cannot review it: somebody else has to',
  );

  const dara = await sitDown(browser, people.dara, '/access', phone);
  await dara
    .getByRole('button', { name: `Review #${request}: prod-1` })
    .click();
  const dialog = dara.getByRole('dialog', {
    name: `Review request #${request}`,
  });
  await expect(dialog.getByText(reason).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(dialog).toBeHidden();

  // Nobody reloads this page.
  await ana
    .getByRole('link', { name: 'See the access that it opened' })
    .click();
  const grant = await readId(ana, 'grants');
  await ana.getByLabel(/^Your public key/).fill(laptop.publicKey);
  await prepareLaptop(ana);
  const login = await printed(ana, 'Command for prod-1').innerText();

  const once = await laptop.run(
    `${login} 'echo "$((40 + 2)) refunds"; exit 3'`,
  );
  expect(once, once.output).toMatchObject({
    code: 3,
    output: expect.stringContaining('42 refunds'),
  });

  const terminal = laptop.open(login);
  await terminal.says(/Everything that is shown is recorded/);
  await terminal.says(/deploy@prod-1:\$ /);
  terminal.type('pwd; echo "stuck: $((300 + 11))"');
  await terminal.says(/hosts\/prod-1\r\nstuck: 311/);

  await dara.goto('/access?view=sessions');
  const live = dara.getByRole('region', { name: 'Live now' });
  await expect(
    live.getByRole('listitem').filter({ hasText: people.ana.name }),
  ).toBeVisible();
  await dara.goto(`/access/grants/${grant}`);
  await dara.getByRole('button', { name: 'Revoke' }).click();
  const revocation = dara.getByRole('dialog', {
    name: `Revoke access #${grant}`,
  });
  await expect(revocation.getByText('its live session is ended')).toBeVisible();
  await revocation
    .getByRole('textbox', { name: /^Why/ })
    .fill('The incident is over');
  await revocation.getByRole('button', { name: 'Revoke now' }).click();

  await terminal.says(
    /\*\*\* This access was taken away: The incident is over/,
  );
  expect(await terminal.ended).not.toBe(0);
  const again = await laptop.run(`${login} uptime`);
  expect(again.code).toBe(255);
  expect(again.output).toMatch(
    /If you are not let in, look at\s+http\S+\/access/,
  );
  expect(again.output).toContain('Permission denied');
  await expect(content(ana).getByText('Revoked').first()).toBeVisible();
  await expect(content(ana).getByText('The incident is over')).toHaveCount(2);
  await expect(
    ana.getByRole('button', { name: 'Get certificate' }),
  ).toBeHidden();
  await ana.goto(hostTab);
  await expect(
    ana.getByRole('list', { name: 'Who has access now' }),
  ).toContainText('nobody');

  const eva = await sitDown(browser, people.eva, `/access/grants/${grant}`);
  await eva
    .getByRole('link', { name: 'Replay the session on prod-1' })
    .first()
    .click();
  await expect(content(eva).getByText(reason)).toBeVisible();
  await eva
    .getByRole('searchbox', { name: 'Search the recording' })
    .fill('311');
  await eva.getByRole('button', { name: 'stuck: 311' }).click();
  await expect(
    eva.getByRole('group', { name: 'Recording of the terminal on prod-1' }),
  ).toContainText('stuck: 311');
});

test('given back on a phone while a session is open', async ({
  browser,
  request,
}) => {
  const grant = await grantAccess(request, 'prod-2');
  const ana = await sitDown(
    browser,
    people.ana,
    `/access/grants/${grant}`,
    phone,
  );
  // The key of the last time was kept.
  await prepareLaptop(ana);
  const terminal = laptop.open(
    await printed(ana, 'Command for prod-2').innerText(),
  );
  await terminal.says(/deploy@prod-2:\$ /);
  expect(
    await ana.evaluate(() => document.documentElement.scrollWidth),
  ).toBeLessThanOrEqual(phone.viewport.width);

  await ana.getByRole('button', { name: 'Give back' }).click();
  const dialog = ana.getByRole('dialog', {
    name: 'Give back access to prod-2',
  });
  await dialog.getByRole('button', { name: 'Give back' }).click();
  await terminal.says(/\*\*\* This access was given back/);
  expect(await terminal.ended).not.toBe(0);
  await expect(content(ana).getByText('Given back').first()).toBeVisible();
});

test('a request that nobody may approve goes to platform engineers, and says so', async ({
  browser,
}) => {
  // The policy of the bastion asks Dara alone.
  const dara = await sitDown(
    browser,
    people.dara,
    '/catalog/default/resource/bastion-1/access',
  );
  const form = await openForm(dara, 'bastion-1');
  const escalated =
    'Nobody else whom the policy names could decide it, so platform engineers are asked as well.';
  await expect(form.getByText(escalated)).toBeVisible();
  await form.getByRole('textbox', { name: /^Reason/ }).fill('Look at its disk');
  await form.getByRole('button', { name: 'Ask for access' }).click();
  const request = await readId(dara, 'requests');
  await expect(content(dara).getByText(escalated)).toBeVisible();

  const chen = await sitDown(browser, people.chen, '/access');
  await chen
    .getByRole('button', { name: `Review #${request}: bastion-1` })
    .click();
  await chen.getByRole('textbox', { name: 'Comment' }).fill('Not today');
  await chen.getByRole('button', { name: 'Deny' }).click();
  await expect(content(dara).getByText('Denied').first()).toBeVisible();
  await expect(content(dara).getByText('Not today').first()).toBeVisible();
});

test('a viewer learns why there is no access for them', async ({ browser }) => {
  const finn = await sitDown(browser, people.finn, hostTab);
  const ask = finn.getByRole('button', {
    name: 'Request access',
    exact: true,
  });
  await expect(ask).toHaveAttribute('aria-disabled', 'true');
  await finn.getByRole('button', { name: 'Why not? Request access' }).click();
  await expect(
    finn.getByText(
      'Only developers and platform engineers may ask for access. You are a viewer.',
    ),
  ).toBeVisible();
});
