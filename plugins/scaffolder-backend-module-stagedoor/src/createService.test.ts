import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  createTemplateAction,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { git } from './__testUtils__/runGitCommand';
import {
  catalogStep,
  finn,
  letScaffolderSettle,
  renderStep,
  repositoryStep,
  startScaffolder,
  TestScaffolder,
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

/** A later step that goes wrong until it is mended. */
class BreakableStep {
  broken = true;
  readonly step = { id: 'later', name: 'Later', action: 'test:breakable' };
  readonly action: TemplateAction = createTemplateAction({
    id: 'test:breakable',
    schema: { input: {}, output: {} },
    handler: async () => {
      if (this.broken) {
        throw new Error('The later step is broken');
      }
    },
  });
}

describe('creating a service in the built-in store', () => {
  const later = new BreakableStep();
  let scaffolder: TestScaffolder;

  beforeAll(async () => {
    scaffolder = await startScaffolder({ databases, actions: [later.action] });
  });

  beforeEach(async () => {
    later.broken = true;
    await scaffolder.reset();
  });

  afterAll(async () => {
    await scaffolder.stop();
  });

  it('makes a repository with the rendered files and waits for the catalog', async () => {
    const taskId = await scaffolder.start(values);
    const task = await scaffolder.finish(taskId);

    expect(task).toMatchObject({
      status: 'completed',
      output: {
        entityRef: 'component:default/payments-api',
        secondsWaited: expect.any(Number),
        repository: {
          repositoryUrl:
            'http://localhost:7007/repositories/payments-api/tree/main',
          cloneUrl:
            'http://localhost:7007/api/repositories/git/payments-api.git',
          catalogInfoUrl:
            'http://localhost:7007/repositories/payments-api/blob/main/catalog-info.yaml',
          commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        },
      },
    });
    expect(task.log).toMatch(/Making payments-api in the built-in store/);
    expect(task.log).toMatch(/is in the catalog after [\d.]+ s/);

    const clone = await mkdtemp(join(tmpdir(), 'stagedoor-clone-'));
    const gitDir = await scaffolder.repositories.locate('payments-api');
    await git('clone', '--quiet', String(gitDir), clone);
    expect((await readdir(clone)).sort()).toEqual([
      '.git',
      'README.md',
      'bin',
      'catalog-info.yaml',
    ]);
    expect(await git('-C', clone, 'show', 'HEAD:README.md')).toBe(
      '# payments-api',
    );
    expect(await git('-C', clone, 'ls-files', '--stage', 'bin/start')).toMatch(
      /^100755 /,
    );
    expect(await git('-C', clone, 'log', '--format=%B')).toBe(
      `Create from template\n\nStagedoor-Task: ${taskId}`,
    );
    await rm(clone, { recursive: true });
  });

  it('refuses a name that a component has, and names its owner', async () => {
    scaffolder.catalog.add({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'payments-api', namespace: 'default' },
      spec: { owner: 'group:default/checkout' },
    });
    const task = await scaffolder.finish(await scaffolder.start(values));

    expect(task.status).toBe('failed');
    expect(task.error).toMatch(
      /component 'payments-api' already exists and belongs to group:default\/checkout.*another name/,
    );
    expect(await scaffolder.repositories.list()).toEqual([]);
  });

  it('refuses a name that a hidden component has, without telling about it', async () => {
    scaffolder.catalog.add({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'payments-api', namespace: 'default' },
      spec: { owner: 'group:default/secret' },
    });
    scaffolder.catalog.hidden.add('component:default/payments-api');
    const task = await scaffolder.finish(await scaffolder.start(values));

    expect(task.status).toBe('failed');
    expect(task.error).toMatch(/a component that you may not see/);
    expect(task.error).not.toMatch(/secret/);
  });

  it('refuses a repository that somebody else made', async () => {
    const first = await scaffolder.finish(await scaffolder.start(values));
    expect(first.status).toBe('completed');
    scaffolder.catalog.remove('component:default/payments-api');

    const second = await scaffolder.finish(await scaffolder.start(values));
    expect(second.status).toBe('failed');
    expect(second.error).toMatch(/A repository 'payments-api' already exists/);
  });

  it('gives the name to one of two tasks that want it at once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 5 }, () => scaffolder.start(values)),
    );
    const tasks = await Promise.all(ids.map(id => scaffolder.finish(id)));
    expect(tasks.filter(({ status }) => status === 'completed')).toHaveLength(
      1,
    );
    expect(await scaffolder.repositories.list()).toHaveLength(1);
  });

  it.each([
    ['of somebody else', 'group:default/checkout', /do not belong to group:/],
    ['that is a person', 'user:default/ana.ruiz', /is a group/],
    ['that is no reference', 'group:a/b/c', /do not belong to group:/],
  ])('refuses an owner %s', async (_, owner, message) => {
    const task = await scaffolder.finish(
      await scaffolder.start({ ...values, owner }),
    );
    expect(task.status).toBe('failed');
    expect(task.error).toMatch(message);
    expect(await scaffolder.repositories.list()).toEqual([]);
  });

  it('tells a person without a group what to do', async () => {
    const task = await scaffolder.finish(
      await scaffolder.start(values, { user: finn }),
    );
    expect(task.status).toBe('failed');
    expect(task.error).toMatch(/You belong to no group.*Ask whoever/);
  });

  it('continues with its own repository when a later step failed and the task is retried', async () => {
    scaffolder.setSteps([renderStep, repositoryStep, catalogStep, later.step]);
    const taskId = await scaffolder.start(values);
    const failed = await scaffolder.finish(taskId);
    expect(failed).toMatchObject({
      status: 'failed',
      error: 'The later step is broken',
    });
    const before = await scaffolder.repositories.find('payments-api');

    later.broken = false;
    await scaffolder.post(`/v2/tasks/${taskId}/retry`, {}).expect(201);
    const retried = await scaffolder.finish(taskId);

    expect(retried.status).toBe('completed');
    expect(retried.log).toMatch(/which an earlier run of this task made/);
    expect(await scaffolder.repositories.find('payments-api')).toEqual(before);
  });

  it('continues after people have pushed to it', async () => {
    scaffolder.setSteps([renderStep, repositoryStep, later.step]);
    const taskId = await scaffolder.start(values);
    await scaffolder.finish(taskId);
    const gitDir = String(await scaffolder.repositories.locate('payments-api'));
    const commit = await git(
      `--git-dir=${gitDir}`,
      '-c',
      'user.name=Ben',
      '-c',
      'user.email=ben@example.com',
      'commit-tree',
      'main^{tree}',
      '-p',
      'main',
      '-m',
      'More',
    );
    await git(`--git-dir=${gitDir}`, 'update-ref', 'refs/heads/main', commit);

    later.broken = false;
    await scaffolder.post(`/v2/tasks/${taskId}/retry`, {}).expect(201);
    expect(await scaffolder.finish(taskId)).toMatchObject({
      status: 'completed',
    });
    expect(await git(`--git-dir=${gitDir}`, 'rev-parse', 'main')).toBe(commit);
  });

  it('makes the repository again when somebody removed it before the retry', async () => {
    scaffolder.setSteps([renderStep, repositoryStep, catalogStep, later.step]);
    const taskId = await scaffolder.start(values);
    await scaffolder.finish(taskId);
    await scaffolder.repositories.remove('payments-api');
    scaffolder.catalog.remove('component:default/payments-api');

    later.broken = false;
    await scaffolder.post(`/v2/tasks/${taskId}/retry`, {}).expect(201);
    expect(await scaffolder.finish(taskId)).toMatchObject({
      status: 'completed',
    });
    expect(await scaffolder.repositories.find('payments-api')).toBeDefined();
  });

  it('refuses an empty workspace rather than making an empty repository', async () => {
    scaffolder.setSteps([
      {
        ...repositoryStep,
        input: { ...repositoryStep.input, sourcePath: '.' },
      },
    ]);
    const task = await scaffolder.finish(await scaffolder.start(values));
    expect(task.error).toMatch(
      /has no files in '.', so there is nothing to put into/,
    );
    expect(await scaffolder.repositories.list()).toEqual([]);
  });

  it.each(['../../..', '/etc', 'service/../../..'])(
    'does not publish the directory %s',
    async sourcePath => {
      scaffolder.setSteps([
        renderStep,
        { ...repositoryStep, input: { ...repositoryStep.input, sourcePath } },
      ]);
      const task = await scaffolder.finish(await scaffolder.start(values));
      expect(task.error).toMatch(/outside its parent/);
      expect(await scaffolder.repositories.list()).toEqual([]);
    },
  );

  it('says what to look at when the entity does not come, and goes on after a retry', async () => {
    scaffolder.catalog.readsRepositories = false;
    const taskId = await scaffolder.start(values);
    const task = await scaffolder.finish(taskId);
    expect(task.status).toBe('failed');
    expect(task.error).toMatch(
      /component:default\/payments-api did not appear in the catalog within 3 s.*catalog-unprocessed-entities.*retry this task/,
    );

    scaffolder.catalog.add({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'payments-api', namespace: 'default' },
    });
    await scaffolder.post(`/v2/tasks/${taskId}/retry`, {}).expect(201);
    expect(await scaffolder.finish(taskId)).toMatchObject({
      status: 'completed',
    });
  });

  it('stops waiting when the task is cancelled, and leaves a whole repository', async () => {
    scaffolder.catalog.readsRepositories = false;
    scaffolder.setSteps([
      renderStep,
      repositoryStep,
      { ...catalogStep, input: { ...catalogStep.input, timeoutSeconds: 60 } },
    ]);
    const taskId = await scaffolder.start(values);
    while (!(await scaffolder.repositories.find('payments-api'))) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    await scaffolder.post(`/v2/tasks/${taskId}/cancel`, {}).expect(200);
    const task = await scaffolder.finish(taskId);
    expect(task.status).not.toBe('completed');
    expect(await scaffolder.repositories.find('payments-api')).toMatchObject({
      head: expect.any(String),
    });
  });

  it('says when another repository already describes the entity', async () => {
    scaffolder.catalog.readsRepositories = false;
    const taskId = await scaffolder.start(values);
    while (!(await scaffolder.repositories.find('payments-api'))) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    scaffolder.catalog.add({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'payments-api',
        namespace: 'default',
        annotations: {
          'backstage.io/managed-by-location':
            'url:https://github.com/nordlicht/other/blob/main/catalog-info.yaml',
        },
      },
    });
    const task = await scaffolder.finish(taskId);
    expect(task.error).toMatch(
      /comes from https:\/\/github.com\/nordlicht\/other/,
    );
  });
});
