import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AccessBackend,
  startAccessBackend,
} from '../__testUtils__/startAccessBackend';
import { openGrant } from '../store/openGrant';
import { RequestReader } from '../store/RequestReader';

jest.setTimeout(120_000);

/** Where the clocks are changed at 01:00 UTC: forward on 28 March 2027, back on 31 October 2027. */
const zone = 'Europe/Berlin';

describe('access over a change of the clocks', () => {
  let backend: AccessBackend;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    const { rows } = await knex.raw('SELECT current_database() AS name');
    await knex.raw('ALTER DATABASE ?? SET timezone TO ??', [
      rows[0].name,
      zone,
    ]);
    // Connections learn their zone when they are made.
    await knex.destroy();
    knex.initialize();
    backend = await startAccessBackend({ databases, knex });
  });

  it.each([
    ['the night that loses an hour', '2027-03-27T20:00:00.000Z', 480],
    ['the night that gains one', '2027-10-30T20:00:00.000Z', 480],
    ['two weeks around the change', '2027-03-20T12:00:00.000Z', 14 * 24 * 60],
  ])('lasts as long as approved in %s', async (_, startsAt, minutes) => {
    const { ask, knex } = backend;
    const { rows } = await knex.raw('SHOW timezone');
    expect(rows).toEqual([{ TimeZone: zone }]);
    const { id } = await ask('ana');
    await knex('requests').where({ id }).update({ starts_at: startsAt });
    const request = (await new RequestReader(knex).find(id))!;
    await knex.transaction(trx =>
      openGrant(trx, request, { minutes, hosts: request.hosts }, []),
    );
    const row = await knex('grants').where({ request_id: id }).first();
    expect(row.starts_at.toISOString()).toBe(startsAt);
    expect(row.ends_at.getTime() - row.starts_at.getTime()).toBe(
      minutes * 60_000,
    );
  });
});
