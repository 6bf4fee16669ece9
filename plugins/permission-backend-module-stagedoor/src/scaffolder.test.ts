import { TestDatabases } from '@backstage/backend-test-utils';
import catalogModuleScaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { startPermissionBackend } from './__testUtils__/startPermissionBackend';

jest.setTimeout(90_000);

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'hello',
    annotations: {
      'backstage.io/managed-by-location': 'url:https://example.com/t.yaml',
      'backstage.io/managed-by-origin-location':
        'url:https://example.com/t.yaml',
    },
  },
  spec: {
    type: 'service',
    owner: 'platform',
    parameters: [{ title: 'Name', properties: { name: { type: 'string' } } }],
    steps: [
      { id: 'log', name: 'Log', action: 'debug:log', input: { message: 'hi' } },
    ],
  },
};

describe('tasks of the real scaffolder', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let backend: Awaited<ReturnType<typeof startPermissionBackend>>;

  beforeAll(async () => {
    backend = await startPermissionBackend(databases, {
      entities: [template],
      features: [scaffolderPlugin, catalogModuleScaffolderEntityModel],
    });
    await backend.untilIngested();
  });

  const start = (person: string) =>
    backend.call('post', '/api/scaffolder/v2/tasks', person).send({
      templateRef: 'template:default/hello',
      values: { name: 'thing' },
    });
  const read = (person: string, id: string) =>
    backend.call('get', `/api/scaffolder/v2/tasks/${id}`, person);
  const listIds = async (person: string) => {
    const { body } = await backend
      .call('get', '/api/scaffolder/v2/tasks', person)
      .expect(200);
    return body.tasks.map(({ id }: { id: string }) => id);
  };

  it('lets developers start templates, and neither viewers nor auditors', async () => {
    expect((await start('ana')).status).toBe(201);
    expect((await start('finn')).status).toBe(403);
    expect((await start('eva')).status).toBe(403);
  });

  it('shows developers their own tasks, and auditors and platform engineers all', async () => {
    const { id } = (await start('ana').expect(201)).body;
    await expect(listIds('ana')).resolves.toContain(id);
    await expect(listIds('ben')).resolves.toEqual([]);
    await expect(listIds('eva')).resolves.toContain(id);
    await expect(listIds('chen')).resolves.toContain(id);

    await read('ana', id).expect(200);
    await read('ben', id).expect(403);
    await read('finn', id).expect(403);
    await read('eva', id).expect(200);
  });

  it("explains somebody else's task as one that does not exist", async () => {
    const { id } = (await start('ana').expect(201)).body;
    const missing = '00000000-0000-4000-8000-000000000000';
    const explain = async (person: string, ref: string) => {
      const { resourceRef: _, ...answer } = await backend.explain(
        person,
        'scaffolder.task.read',
        ref,
      );
      return answer;
    };
    await expect(explain('ana', id)).resolves.toMatchObject({
      decision: 'allowed',
      because:
        'You may see a task, because developers may, if they started it themselves.',
    });
    const answer = await explain('ben', id);
    expect(answer).toMatchObject({
      decision: 'denied',
      because:
        'Only developers (if they started it themselves), platform engineers and auditors may see a task. You are a developer and a viewer. This one is not such a case, or does not exist.',
    });
    await expect(explain('ben', missing)).resolves.toEqual(answer);
  });

  it('lets an auditor see a task and not stop it', async () => {
    const { id } = (await start('ana').expect(201)).body;
    expect((await read('eva', id)).status).toBe(200);
    const { status } = await backend.call(
      'post',
      `/api/scaffolder/v2/tasks/${id}/cancel`,
      'eva',
    );
    expect(status).toBe(403);
  });
});
