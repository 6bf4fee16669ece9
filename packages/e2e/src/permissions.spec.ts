import { expect, test } from '@playwright/test';
import { as, people, signIn } from './support/people';

test('without a token the API answers nothing', async ({ request }) => {
  for (const path of [
    '/api/catalog/entities',
    '/api/scaffolder/v2/tasks',
    '/api/permission/my-roles',
    '/api/repositories/repositories',
    '/api/observability/entities/component/default/payments-api/links',
  ]) {
    expect((await request.get(path)).status(), path).toBe(401);
  }
});

test('a viewer may not remove a service, and is told why', async ({
  request,
}) => {
  const finn = await as(request, people.finn);
  const ana = await as(request, people.ana);
  const found = await request.get(
    '/api/catalog/entities/by-name/component/default/payments-api',
    finn,
  );
  const { metadata } = await found.json();
  const removal = await request.delete(
    `/api/catalog/entities/by-uid/${metadata.uid}`,
    finn,
  );
  expect([403, 404]).toContain(removal.status());

  const explanation = await request.post('/api/permission/explanations', {
    ...finn,
    data: {
      items: [
        {
          permission: 'catalog.entity.delete',
          resourceRef: 'component:default/payments-api',
        },
      ],
    },
  });
  expect(explanation.status(), await explanation.text()).toBe(200);
  const [finns] = (await explanation.json()).items;
  expect(finns.decision).toBe('denied');
  expect(finns.because).toMatch(/payments/i);

  const own = await request.post('/api/permission/explanations', {
    ...ana,
    data: {
      items: [
        {
          permission: 'catalog.entity.delete',
          resourceRef: 'component:default/payments-api',
        },
      ],
    },
  });
  expect((await own.json()).items[0].decision).toBe('allowed');
});

test('a viewer who opens the form for a new service is told who may use it', async ({
  page,
}) => {
  await signIn(page, people.finn);
  const button = page.getByRole('button', { name: 'Create a service' }).first();
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await page
    .getByRole('button', { name: /why not/i })
    .first()
    .click();
  await expect(page.getByText(/developer/i).last()).toBeVisible();
});

test('an auditor reads everything and changes nothing', async ({ request }) => {
  const eva = await as(request, people.eva);
  expect((await request.get('/api/scaffolder/v2/tasks', eva)).status()).toBe(
    200,
  );
  const creation = await request.post('/api/scaffolder/v2/tasks', {
    ...eva,
    data: {
      templateRef: 'template:default/node-service',
      values: { name: 'by-an-auditor' },
    },
  });
  expect(creation.status()).toBe(403);
});
