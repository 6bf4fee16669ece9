import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { FakeForge } from './__testUtils__/FakeForge';
import { FakeGithub } from './__testUtils__/FakeGithub';
import { FakeGitlab } from './__testUtils__/FakeGitlab';
import { git } from './__testUtils__/runGitCommand';
import {
  letScaffolderSettle,
  startScaffolder,
  TestScaffolder,
} from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

// Before the database goes: the scaffolder looks for events of its tasks every second, stopped or not.
afterAll(letScaffolderSettle);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const token = 'forge-token-4711';
const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
};

describe.each([
  { product: 'GitHub', create: () => new FakeGithub(), blob: '/blob/main' },
  { product: 'GitLab', create: () => new FakeGitlab(), blob: '/-/blob/main' },
])('creating a service on $product', ({ create, blob }) => {
  let forge: FakeForge;
  let scaffolder: TestScaffolder;

  beforeAll(async () => {
    forge = create();
    await forge.start();
    scaffolder = await startScaffolder({
      databases,
      config: { integrations: { [forge.kind]: [forge.integration(token)] } },
    });
  });

  beforeEach(async () => {
    await forge.reset();
    forge.accounts.set('nordlicht', 'organisation');
    forge.tokens.set(token, {
      login: 'robot',
      mayCreate: true,
      mayDelete: true,
    });
    await scaffolder.reset();
    scaffolder.catalog.remoteFiles.set(catalogInfoUrl(), entity);
  });

  afterAll(async () => {
    await scaffolder.stop();
    await forge.stop();
  });

  const catalogInfoUrl = () =>
    `${forge.url}/nordlicht/payments-api${blob}/catalog-info.yaml`;

  const values = () => ({
    name: 'payments-api',
    owner: 'group:default/payments',
    destination: { kind: forge.kind, host: forge.host, owner: 'nordlicht' },
  });

  const run = async (options?: { secrets?: Record<string, string> }) =>
    scaffolder.finish(await scaffolder.start(values(), options));

  const retry = async (taskId: string) => {
    await scaffolder.post(`/v2/tasks/${taskId}/retry`, {}).expect(201);
    return scaffolder.finish(taskId);
  };

  const showTip = () =>
    git(
      `--git-dir=${forge.gitDir('nordlicht', 'payments-api')}`,
      'show',
      'main:README.md',
    );

  it('makes a private repository with one commit and registers it', async () => {
    const task = await run();

    expect(task).toMatchObject({
      status: 'completed',
      output: {
        repository: {
          repositoryUrl: `${forge.url}/nordlicht/payments-api`,
          cloneUrl: `${forge.url}/nordlicht/payments-api.git`,
          catalogInfoUrl: catalogInfoUrl(),
        },
      },
    });
    expect(forge.repositories).toMatchObject([{ private: true }]);
    expect(await showTip()).toBe('# payments-api');
    expect(scaffolder.catalog.locations).toEqual([catalogInfoUrl()]);
  });

  it('keeps the token out of the log of the task and out of its database row', async () => {
    const taskId = await scaffolder.start(values(), {
      secrets: { USER_OAUTH_TOKEN: 'wrong-person-token' },
    });
    const task = await scaffolder.finish(taskId);
    const { body: events } = await scaffolder.get(`/v2/tasks/${taskId}/events`);
    const { body: row } = await scaffolder.get(`/v2/tasks/${taskId}`);
    const seen = JSON.stringify([task, events, row]);
    expect(seen).toMatch(/Bad credentials|401/);
    expect(seen).not.toMatch(/wrong-person-token|forge-token-4711/);
    expect(seen).not.toContain(
      Buffer.from('wrong-person-token').toString('base64').slice(0, 16),
    );
  });

  it("prefers the person's own token", async () => {
    forge.tokens.delete(token);
    forge.tokens.set('anas-token', {
      login: 'ana',
      mayCreate: true,
      mayDelete: false,
    });
    const task = await run({ secrets: { USER_OAUTH_TOKEN: 'anas-token' } });
    expect(task).toMatchObject({ status: 'completed' });
  });

  it('explains a token that is wrong or has expired', async () => {
    forge.tokens.clear();
    const task = await run();
    expect(task.status).toBe('failed');
    expect(task.error).toMatch(
      /refused the token in integrations\.(github|gitlab) for .*expired\. Renew it, then retry/,
    );
  });

  it('explains a token that may not create', async () => {
    forge.tokens.set(token, {
      login: 'robot',
      mayCreate: false,
      mayDelete: false,
    });
    const task = await run();
    expect(task.error).toMatch(
      /does not let the token .* make nordlicht\/payments-api\. It needs the scope/,
    );
  });

  it('explains an owner that does not exist', async () => {
    forge.accounts.clear();
    const task = await run();
    expect(task.error).toMatch(
      /knows no (organisation|group) or user 'nordlicht'.*Check the spelling/,
    );
    expect(forge.repositories).toEqual([]);
  });

  it('refuses a repository that another task or person made', async () => {
    await forge.addRepository({
      owner: 'nordlicht',
      name: 'payments-api',
      description: 'Ours since 2019',
      homepage: 'https://payments.example.com',
      private: true,
    });
    const task = await run();
    expect(task.error).toMatch(
      /A repository 'payments-api' already exists in .*nordlicht.*another task or person/,
    );
  });

  it('refuses a name that is taken by a repository the token cannot see', async () => {
    await forge.addRepository({
      owner: 'nordlicht',
      name: 'payments-api',
      description: null,
      homepage: null,
      private: true,
    });
    forge.faults.push({
      when: /^GET \/(repos|projects)/,
      answer: { status: 404, body: { message: 'Not Found' } },
    });
    const task = await run();
    expect(task.error).toMatch(/already exists on .*this task did not make it/);
  });

  it('waits as long as a rate limit asks for, if that is short', async () => {
    forge.faults.push({
      when: /^POST/,
      answer: {
        status: 429,
        headers: { 'Retry-After': '1' },
        body: 'Retry later',
      },
    });
    expect(await run()).toMatchObject({ status: 'completed' });
    expect(forge.repositories).toHaveLength(1);
  });

  it('says until when a long rate limit lasts, and goes on after it', async () => {
    const taskId = await scaffolder.start(values());
    forge.faults.push({
      when: /^POST/,
      answer: {
        status: 429,
        headers: { 'Retry-After': '3600' },
        body: 'Retry later',
      },
    });
    const task = await scaffolder.finish(taskId);
    expect(task.error).toMatch(
      /accepts no more requests until \d{4}-.*\(rate limit\)\. Retry this task/,
    );
    expect(await retry(taskId)).toMatchObject({ status: 'completed' });
  });

  it('finds its own repository when the answer to its creation was lost', async () => {
    forge.faults.push({ when: /^POST/, answer: 'carry-out-and-hang-up' });
    const taskId = await scaffolder.start(values());
    const task = await scaffolder.finish(taskId);
    expect(task.error).toMatch(/cannot be reached.*Nothing is lost/);
    expect(forge.repositories).toHaveLength(1);

    expect(await retry(taskId)).toMatchObject({ status: 'completed' });
    expect(forge.repositories).toHaveLength(1);
    expect(await showTip()).toBe('# payments-api');
  });

  it('fills its own empty repository when the push failed and the task is retried', async () => {
    forge.refusesPushes = true;
    const taskId = await scaffolder.start(values());
    const task = await scaffolder.finish(taskId);
    expect(task.error).toMatch(
      /The repository is there, but .* did not take its files.*Retry this task/,
    );

    forge.refusesPushes = false;
    const retried = await retry(taskId);
    expect(retried).toMatchObject({ status: 'completed' });
    expect(retried.log).toMatch(/which an earlier run of this task made/);
    expect(forge.requests.filter(line => line.startsWith('POST'))).toHaveLength(
      1,
    );
    expect(await showTip()).toBe('# payments-api');
  });

  it('registers once however often it is retried', async () => {
    scaffolder.catalog.remoteFiles.clear();
    scaffolder.catalog.locationErrors.set(
      catalogInfoUrl(),
      'InputError: spec.owner is missing',
    );
    const taskId = await scaffolder.start(values());
    const task = await scaffolder.finish(taskId);
    expect(task.error).toMatch(
      /The catalog says: InputError: spec.owner is missing/,
    );

    scaffolder.catalog.remoteFiles.set(catalogInfoUrl(), entity);
    expect(await retry(taskId)).toMatchObject({ status: 'completed' });
  });

  it('removes the empty repository when the task is cancelled during the push', async () => {
    forge.pushDelayMs = 5_000;
    const taskId = await scaffolder.start(values());
    while (forge.repositories.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await scaffolder.post(`/v2/tasks/${taskId}/cancel`, {}).expect(200);
    const task = await scaffolder.finish(taskId);
    expect(task.status).not.toBe('completed');
    expect(forge.repositories).toEqual([]);
  });

  it('removes it too when the task is cancelled before the forge has answered', async () => {
    forge.faults.push({ when: /^POST/, answer: 'carry-out-and-say-nothing' });
    const taskId = await scaffolder.start(values());
    while (forge.repositories.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await scaffolder.post(`/v2/tasks/${taskId}/cancel`, {}).expect(200);
    const task = await scaffolder.finish(taskId);
    expect(task.status).not.toBe('completed');
    expect(forge.repositories).toEqual([]);
  });

  it('says that a repository stays which had its files when the task was cancelled, and finishes it on a retry', async () => {
    forge.faults.push({
      when: /^POST .*git-receive-pack/,
      answer: 'carry-out-and-say-nothing',
    });
    const taskId = await scaffolder.start(values());
    while (forge.faults.length > 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await scaffolder.post(`/v2/tasks/${taskId}/cancel`, {}).expect(200);
    const task = await scaffolder.finish(taskId);
    expect(task.status).not.toBe('completed');
    expect(task.log).toContain(
      `Cancelled, but ${forge.url}/nordlicht/payments-api stays`,
    );
    expect(task.log).not.toContain('was not kept');
    expect(await showTip()).toBe('# payments-api');
    expect(await retry(taskId)).toMatchObject({ status: 'completed' });
  });

  it('says so when an empty repository had to stay, and finishes it on a retry', async () => {
    forge.tokens.set(token, {
      login: 'robot',
      mayCreate: true,
      mayDelete: false,
    });
    forge.pushDelayMs = 5_000;
    const taskId = await scaffolder.start(values());
    while (forge.repositories.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await scaffolder.post(`/v2/tasks/${taskId}/cancel`, {}).expect(200);
    const task = await scaffolder.finish(taskId);
    expect(task.log).toMatch(
      /could not be removed: .*does not let the token.*or retry/,
    );

    forge.pushDelayMs = 0;
    expect(await retry(taskId)).toMatchObject({ status: 'completed' });
    expect(await showTip()).toBe('# payments-api');
  });

  it('does not follow a redirect with its token', async () => {
    const canary = new FakeGithub();
    await canary.start();
    forge.faults.push({
      when: /^GET/,
      answer: {
        status: 301,
        headers: { Location: `${canary.url}/api/v3/stolen` },
      },
    });
    const task = await run();
    expect(task.error).toMatch(/sent the request elsewhere/);
    expect(canary.requests).toEqual([]);
    await canary.stop();
  });

  it('refuses a host without an integration', async () => {
    const task = await scaffolder.finish(
      await scaffolder.start({
        ...values(),
        destination: { ...values().destination, host: 'evil.example' },
      }),
    );
    expect(task.error).toMatch(
      /No (github|gitlab) integration for 'evil.example' is configured/,
    );
  });
});

describe('creating a service for a person on GitHub', () => {
  let forge: FakeGithub;
  let scaffolder: TestScaffolder;

  beforeAll(async () => {
    forge = new FakeGithub();
    await forge.start();
    forge.accounts.set('ana', 'user');
    forge.accounts.set('ben', 'user');
    forge.tokens.set(token, { login: 'ana', mayCreate: true, mayDelete: true });
    scaffolder = await startScaffolder({
      databases,
      config: { integrations: { github: [forge.integration(token)] } },
    });
  });

  afterAll(async () => {
    await scaffolder.stop();
    await forge.stop();
  });

  const run = async (owner: string) =>
    scaffolder.finish(
      await scaffolder.start({
        name: 'payments-api',
        owner: 'group:default/payments',
        destination: { kind: 'github', host: forge.host, owner },
      }),
    );

  it('makes it in the account of the token', async () => {
    scaffolder.catalog.add(entity);
    scaffolder.catalog.remove('component:default/payments-api');
    await run('ana');
    expect(forge.repositories).toMatchObject([{ owner: 'ana', private: true }]);
  });

  it('explains that another person is not possible', async () => {
    const task = await run('ben');
    expect(task.error).toMatch(/'ben' is a person.*belongs to 'ana'/);
  });
});
