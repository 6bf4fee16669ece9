import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  catalogStep,
  finn,
  letScaffolderSettle,
  renderStep,
  repositoryStep,
  skeleton,
  startScaffolder,
  TestScaffolder,
  writeFiles,
} from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

// Before the database goes: the scaffolder looks for events of its tasks every second, stopped or not.
afterAll(letScaffolderSettle);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const values = {
  name: 'payments-api',
  owner: 'group:default/payments',
  destination: { kind: 'stored' },
};

describe('previewing a template', () => {
  let scaffolder: TestScaffolder;

  beforeAll(async () => {
    scaffolder = await startScaffolder({ databases });
  });

  beforeEach(async () => {
    scaffolder.setSteps([renderStep, repositoryStep, catalogStep]);
    await writeFiles(scaffolder.root, skeleton);
  });

  afterAll(async () => {
    await scaffolder.stop();
  });

  const preview = (overrides: object = {}, user?: string) =>
    scaffolder.post(
      '/stagedoor/preview',
      {
        templateRef: 'template:default/small-service',
        values: { ...values, ...overrides },
      },
      user,
    );

  it('shows exactly the files that a run makes, and the entities', async () => {
    const { body } = await preview().expect(200);

    expect(body).toMatchObject({
      repository: {
        name: 'payments-api',
        url: 'http://localhost:7007/repositories/payments-api/tree/main',
      },
      totalFiles: 3,
      problems: [],
      entities: [
        {
          entityRef: 'component:default/payments-api',
          kind: 'Component',
          name: 'payments-api',
          description: 'Takes payments',
          type: 'service',
          lifecycle: 'experimental',
          owner: 'group:default/payments',
        },
      ],
    });
    expect(body.files).toMatchObject([
      { path: 'README.md', content: '# payments-api\n', size: 15 },
      { path: 'bin/start', content: '#!/bin/sh\necho payments-api\n' },
      { path: 'catalog-info.yaml' },
    ]);

    const task = await scaffolder.finish(await scaffolder.start(values));
    expect(task.status).toBe('completed');
    for (const { path, content } of body.files) {
      const real = await scaffolder.repositories.readFile('payments-api', {
        path,
      });
      expect(real?.content.toString()).toBe(content);
    }
    await scaffolder.repositories.remove('payments-api');
    scaffolder.catalog.remove('component:default/payments-api');
  });

  it('makes nothing: no repository, no entity, no location, no task', async () => {
    const before = await scaffolder.get('/v2/tasks');
    await preview().expect(200);
    expect(await scaffolder.repositories.list()).toEqual([]);
    expect(scaffolder.catalog.locations).toEqual([]);
    const after = await scaffolder.get('/v2/tasks');
    expect(after.body.totalTasks).toBe(before.body.totalTasks);
  });

  it('names the value that does not fit the template', async () => {
    const { body } = await preview({ name: 'Payments API' }).expect(400);
    expect(body.error.message).toMatch(
      /A run with these values would fail: name does not match pattern/,
    );
  });

  it('refuses what a run would refuse: a taken name', async () => {
    scaffolder.catalog.add({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'taken', namespace: 'default' },
      spec: { owner: 'group:default/checkout' },
    });
    const { body } = await preview({ name: 'taken' }).expect(400);
    expect(body.error.message).toMatch(/belongs to group:default\/checkout/);
  });

  it("refuses what a run would refuse: somebody else's team", async () => {
    const { body } = await preview({ owner: 'group:default/checkout' }).expect(
      403,
    );
    expect(body.error.message).toMatch(
      /You do not belong to group:default\/checkout/,
    );
    const finns = await preview({}, finn).expect(403);
    expect(finns.body.error.message).toMatch(/You belong to no group/);
  });

  it("does not read with the platform's rights what a person may not see", async () => {
    scaffolder.catalog.add({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'hidden', namespace: 'default', title: 'canary-4711' },
    });
    scaffolder.catalog.hidden.add('component:default/hidden');
    scaffolder.setSteps([
      {
        id: 'read',
        name: 'Read',
        action: 'catalog:fetch',
        input: { entityRef: 'component:default/hidden' },
      },
      {
        ...renderStep,
        input: {
          ...renderStep.input,
          values: {
            ...renderStep.input.values,
            owner: '${{ steps.read.output.entity.metadata.title }}',
          },
        },
      },
    ]);
    const { text } = await preview().expect(400);
    expect(text).toMatch(/its action catalog:fetch may read/);
    expect(text).not.toMatch(/canary-4711/);
  });

  it('says what the catalog would refuse', async () => {
    await writeFile(
      join(scaffolder.root, 'skeleton/catalog-info.yaml'),
      'kind: Component\nmetadata:\n  name: a b\n---\nx: [\n',
    );
    const { body } = await preview().expect(200);
    expect(body.entities).toEqual([]);
    expect(body.problems).toHaveLength(2);
    expect(body.problems[0]).toMatch(/catalog-info.yaml, document 1: .*/);
    expect(body.problems[1]).toMatch(/catalog-info.yaml, document 2: .*/);
  });

  it('leaves out binary and large files, and says so', async () => {
    await writeFile(
      join(scaffolder.root, 'skeleton/mark.png'),
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
    );
    await writeFile(join(scaffolder.root, 'skeleton/big'), 'x'.repeat(200_000));
    const { body } = await preview().expect(200);
    const find = (path: string) =>
      body.files.find((file: { path: string }) => file.path === path);
    expect(find('mark.png')).toEqual({
      path: 'mark.png',
      size: 7,
      executable: false,
      leftOut: 'binary',
    });
    expect(find('big')).toMatchObject({ size: 200_000, leftOut: 'too-large' });
  });

  it('shows at most 500 files and counts the rest', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 520 }, (_, i) => [`skeleton/many/${i}`, `${i}`]),
    );
    await writeFiles(scaffolder.root, many);
    const { body } = await preview().expect(200);
    expect(body.files).toHaveLength(500);
    expect(body.totalFiles).toBeGreaterThanOrEqual(523);
  });

  it('does not read files of this machine for a template from elsewhere', async () => {
    await writeFile(join(scaffolder.root, 'secret'), 'canary');
    scaffolder.catalog.add({
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: {
        name: 'hostile',
        namespace: 'default',
        annotations: {
          'backstage.io/managed-by-location':
            'url:https://example.com/template.yaml',
          'backstage.io/source-location': `file:${scaffolder.root}/template.yaml`,
        },
      },
      spec: { type: 'service', steps: [] },
    });
    const { body } = await scaffolder
      .post('/stagedoor/preview', { templateRef: 'hostile', values: {} })
      .expect(400);
    expect(body.error.message).toMatch(/does not say where its files are/);
  });

  it.each([
    [{ values: {} }, /^templateRef: /],
    [{ templateRef: 'a/b/c/d', values: {} }, /^templateRef: /],
    [{ templateRef: 'component:default/x', values: {} }, /^templateRef: /],
    [{ templateRef: 'x', values: 1 }, /^values: /],
    [{ templateRef: 'x', values: {}, secrets: {} }, /secrets/],
  ])('refuses the body %j, naming the field', async (body, message) => {
    const response = await scaffolder
      .post('/stagedoor/preview', body)
      .expect(400);
    expect(response.body.error.message).toMatch(message);
  });

  it('refuses a body that is too large', async () => {
    const { status } = await preview({ name: 'x'.repeat(300_000) });
    expect(status).toBe(413);
  });

  it('does not know a template that is not there', async () => {
    const { status, body } = await scaffolder.post('/stagedoor/preview', {
      templateRef: 'absent',
      values: {},
    });
    expect(status).toBe(404);
    expect(body.error.message).toBe('There is no template:default/absent');
  });

  it('makes a few at once and turns the others away', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => preview()),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect(statuses).toEqual(new Set([200, 503]));
    await preview().expect(200);
  });
});

describe('what the form asks', () => {
  let scaffolder: TestScaffolder;

  beforeAll(async () => {
    scaffolder = await startScaffolder({
      databases,
      config: {
        integrations: {
          github: [
            {
              host: 'ghe.example.com',
              apiBaseUrl: 'https://ghe.example.com/api/v3',
              token: 'secret-4711',
            },
          ],
          gitlab: [
            {
              host: 'gitlab.example.com',
              apiBaseUrl: 'https://gitlab.example.com/api/v4',
            },
          ],
        },
      },
    });
    scaffolder.catalog.add({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'taken', namespace: 'default' },
      spec: { owner: 'group:default/checkout' },
    });
  });

  afterAll(async () => {
    await scaffolder.stop();
  });

  it.each([
    ['free-name', { state: 'free' }],
    [
      'taken',
      {
        state: 'taken',
        entityRef: 'component:default/taken',
        owner: 'group:default/checkout',
      },
    ],
    ['Not a name', { state: 'invalid' }],
    ['%2e%2e%2fetc', { state: 'invalid' }],
  ])('says whether %s can be used', async (name, answer) => {
    const { body } = await scaffolder
      .get(`/stagedoor/names/${encodeURI(name)}`)
      .expect(200);
    expect(body).toMatchObject(answer);
  });

  it('lists destinations, with what is missing, and no token', async () => {
    const { body, text } = await scaffolder
      .get('/stagedoor/destinations')
      .expect(200);
    expect(body.items).toMatchObject([
      { kind: 'stored', usable: true },
      { kind: 'github', host: 'ghe.example.com', usable: true },
      {
        kind: 'github',
        host: 'github.com',
        usable: false,
        reason: expect.stringMatching(/integrations\.github\[host=github\.com/),
      },
      { kind: 'gitlab', host: 'gitlab.example.com', usable: false },
      { kind: 'gitlab', host: 'gitlab.com', usable: false },
    ]);
    expect(text).not.toMatch(/4711/);
  });

  it('describes itself', async () => {
    const { body } = await scaffolder
      .get('/stagedoor/openapi.json')
      .expect(200);
    expect(Object.keys(body.paths)).toEqual([
      '/names/{name}',
      '/destinations',
      '/preview',
    ]);
  });

  it('lists both actions with a description, examples and schemas', async () => {
    const { body } = await scaffolder.get('/v2/actions').expect(200);
    for (const id of [
      'stagedoor:repository:create',
      'stagedoor:catalog:await',
    ]) {
      const action = body.find((item: { id: string }) => item.id === id);
      expect(action).toMatchObject({
        description: expect.any(String),
        schema: { input: { additionalProperties: false } },
      });
      expect(action.examples.length).toBeGreaterThan(1);
    }
  });
});

describe('a person who may not run templates', () => {
  let scaffolder: TestScaffolder;

  beforeAll(async () => {
    scaffolder = await startScaffolder({
      databases,
      permissions: mockServices.permissions({ result: AuthorizeResult.DENY }),
    });
  });

  afterAll(async () => {
    await scaffolder.stop();
  });

  it('gets no answer', async () => {
    await scaffolder.get('/stagedoor/names/free').expect(403);
    await scaffolder.get('/stagedoor/destinations').expect(403);
    const { body } = await scaffolder
      .post('/stagedoor/preview', { templateRef: 'small-service', values })
      .expect(403);
    expect(body.error.message).toMatch(/scaffolder\.task\.create/);
  });
});
