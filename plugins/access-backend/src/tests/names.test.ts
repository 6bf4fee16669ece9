import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  AccessBackend,
  startAccessBackend,
  until,
} from '../__testUtils__/startAccessBackend';

jest.setTimeout(120_000);

describe('what people are told', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let backend: AccessBackend;

  beforeAll(async () => {
    backend = await startAccessBackend({ databases });
    for (const [name, displayName] of [
      ['ana', 'Ana Ruiz'],
      ['dara', 'Dara Singh'],
    ]) {
      const person = backend.entities.find(
        ({ kind, metadata }) => kind === 'User' && metadata.name === name,
      ) as Entity;
      person.spec = { profile: { displayName } };
    }
  });

  afterAll(() => backend?.stop());

  it('calls others what the catalog calls them', async () => {
    const { ask, review, told } = backend;
    const hear = async (count: number) => {
      await until(() => told.length === count);
      return told[count - 1];
    };
    const request = await ask('ana');
    const what = 'deploy on prod-1, prod-2 for 1 h';
    expect((await hear(1)).title).toBe(`Ana Ruiz asks for ${what}`);
    const { body } = await review('dara', request, { comment: 'go' });
    expect(body.outcome).toBe('Approved: go');
    expect(await hear(2)).toMatchObject({
      to: { entityRef: ['user:default/ana'] },
      title: `Your request for ${what}: approved by Dara Singh`,
    });
  });

  it('says in the terminal who ended a session', async () => {
    const { call, knex, open } = backend;
    const grant = await open();
    const id = '00000000-0000-4000-8000-000000000002';
    await knex('sessions').insert({
      id,
      grant_id: grant.id,
      state: 'active',
      holder: 'user:default/ana',
      host_ref: 'resource:default/prod-1',
      host: JSON.stringify(grant.hosts[0]),
      host_owners: ['group:default/payments'],
      account: 'deploy',
      interactive: true,
      columns: 80,
      rows: 24,
      from_address: '10.0.0.9',
      bastion: 'main',
    });
    const { body } = await call('post', `/sessions/${id}/termination`, 'dara')
      .send({ comment: 'Enough' })
      .expect(200);
    expect(body.endedBecause).toBe('Ended by Dara Singh: Enough');
  });
});
