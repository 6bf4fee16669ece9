import workspaceDatabaseModule from '@backstage/plugin-scaffolder-backend-module-workspace-database';
import { TestDatabases } from '@backstage/backend-test-utils';
import { FakeGithub } from './__testUtils__/FakeGithub';
import {
  letScaffolderSettle,
  startScaffolder,
  TestScaffolder,
} from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

// Before the database goes: the scaffolder looks for events of its tasks every second, stopped or not.
afterAll(letScaffolderSettle);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** With recovery, the scaffolder skips the steps that were done; what they left in the workspace must then be kept. */
describe('retrying a task of a scaffolder that recovers tasks', () => {
  let forge: FakeGithub;
  let scaffolder: TestScaffolder;

  beforeEach(async () => {
    forge = new FakeGithub();
    await forge.start();
    forge.accounts.set('nordlicht', 'organisation');
    forge.tokens.set('t', { login: 'robot', mayCreate: true, mayDelete: true });
    forge.refusesPushes = true;
  });

  afterEach(async () => {
    await scaffolder.stop();
    await forge.stop();
  });

  const runTwice = async () => {
    const taskId = await scaffolder.start({
      name: 'payments-api',
      owner: 'group:default/payments',
      destination: { kind: 'github', host: forge.host, owner: 'nordlicht' },
    });
    await scaffolder.finish(taskId);
    forge.refusesPushes = false;
    await scaffolder.post(`/v2/tasks/${taskId}/retry`, {}).expect(201);
    return scaffolder.finish(taskId);
  };

  it('continues with the files of the first run when workspaces are kept', async () => {
    scaffolder = await startScaffolder({
      databases,
      features: [workspaceDatabaseModule],
      config: {
        integrations: { github: [forge.integration('t')] },
        scaffolder: {
          taskRecovery: { enabled: true, workspaceProvider: 'database' },
        },
      },
    });
    scaffolder.catalog.remoteFiles.set(
      `${forge.url}/nordlicht/payments-api/blob/main/catalog-info.yaml`,
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'payments-api', namespace: 'default' },
      },
    );
    const task = await runTwice();
    expect(task).toMatchObject({ status: 'completed' });
    expect(task.log).toMatch(/Skipping step render/);
  });

  it('says that it cannot when they are not, instead of making an empty repository', async () => {
    scaffolder = await startScaffolder({
      databases,
      config: {
        integrations: { github: [forge.integration('t')] },
        scaffolder: { taskRecovery: { enabled: true } },
      },
    });
    const task = await runTwice();
    expect(task.status).toBe('failed');
    expect(task.error).toMatch(/start the template again/);
  });
});
