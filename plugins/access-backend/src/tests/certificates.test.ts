import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AccessBackend,
  publicKey,
  startAccessBackend,
} from '../__testUtils__/startAccessBackend';
import { CertificateStore } from '../store/CertificateStore';

jest.setTimeout(120_000);

describe('certificates', () => {
  let backend: AccessBackend;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    backend = await startAccessBackend({ databases });
  });

  const certifyOnce = (grant: number, key: string, body: object) =>
    backend
      .call('post', `/grants/${grant}/certificates`, 'ana', {
        'Idempotency-Key': key,
      })
      .send(body);
  const countIssued = async (grant: number) => {
    const rows = await backend
      .knex('certificates')
      .where({ grant_id: grant, kind: 'bastion' });
    return rows.length;
  };

  it('are issued once under one key, however often it is sent at once', async () => {
    const { id } = await backend.open();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        certifyOnce(id, `once-${id}`, { publicKey }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    const serials = answers.map(({ body }) => body.details.serial);
    expect(new Set(serials).size).toBe(1);
    expect(await countIssued(id)).toBe(1);
    const { body } = await certifyOnce(id, `once-${id}`, {
      publicKey,
      saveAs: 'another',
    }).expect(409);
    expect(body.error.message).toContain('was used before');
    await certifyOnce(id, `other-${id}`, { publicKey }).expect(201);
    expect(await countIssued(id)).toBe(2);
  });

  it('that were issued before are not handed out again when access is over', async () => {
    const { id } = await backend.open();
    await certifyOnce(id, `over-${id}`, { publicKey }).expect(201);
    await backend.call('post', `/grants/${id}/return`, 'ana').send({});
    await certifyOnce(id, `over-${id}`, { publicKey }).expect(409);
    const { body } = await certifyOnce(id, `new-${id}`, { publicKey });
    expect(body.error.message).toBe('This access is over');
    const done = await backend.knex('commands').where({ key: `new-${id}` });
    expect(done).toEqual([]);
  });

  it('wait for whoever takes the access away, and are not written down then', async () => {
    const { id } = await backend.open();
    const issued = await backend.authority.issueForBastion({
      grant: id,
      holder: 'user:default/ana',
      publicKey,
      validTo: new Date(Date.now() + 60_000),
    });
    const command = { actor: 'user:default/ana', name: 'x', requestHash: '' };
    const store = new CertificateStore(backend.knex);
    const taking = await backend.knex.transaction();
    await taking('grants').where({ id }).forUpdate();
    const waiting = store.record({ grant: id, issued, command });
    await taking('grants').where({ id }).update({
      state: 'revoked',
      ended_at: taking.fn.now(),
    });
    await taking.commit();
    await expect(waiting).resolves.toBeUndefined();
    expect(await countIssued(id)).toBe(0);
  });

  it('are judged one by one when they are written down together', async () => {
    const [good, over] = [await backend.open(), await backend.open()];
    await backend.call('post', `/grants/${over.id}/return`, 'ana').send({});
    const store = new CertificateStore(backend.knex);
    const make = async (grant: number, key?: string, minutes = 1) => ({
      grant,
      issued: await backend.authority.issueForBastion({
        grant,
        holder: 'user:default/ana',
        publicKey,
        validTo: new Date(Date.now() + minutes * 60_000),
      }),
      command: {
        ...{ actor: 'user:default/ana', key, name: 'x', requestHash: '' },
      },
    });
    const made = await Promise.all([
      make(good.id),
      make(over.id),
      make(good.id, `together-${good.id}`),
      make(good.id, `together-${good.id}`),
      make(over.id, `together-${over.id}`),
      make(good.id, undefined, 600),
    ]);
    const asked: string[] = [];
    const listen = ({ sql }: { sql: string }) => void asked.push(sql);
    backend.knex.on('query', listen);
    const written = await Promise.all(made.map(each => store.record(each)));
    backend.knex.removeListener('query', listen);
    const statements = asked.filter(sql => sql.includes('INSERT INTO cert'));
    expect(statements).toHaveLength(1);
    const isWritten = written.map(details => details !== undefined);
    expect(isWritten).toEqual([true, false, true, false, false, false]);
    written.forEach((details, index) =>
      expect([String(made[index].issued.serial), undefined]).toContain(
        details?.serial,
      ),
    );
    expect([await countIssued(good.id), await countIssued(over.id)]).toEqual([
      2, 0,
    ]);
    const done = await backend
      .knex('commands')
      .whereLike('key', 'together-%')
      .select('key', 'subject');
    expect(done).toEqual([
      {
        key: `together-${good.id}`,
        subject: expect.stringContaining(String(made[2].issued.serial)),
      },
    ]);
  });

  it('are issued without saving a key that is one too many, which is said before', async () => {
    const { certify, knex, open } = backend;
    const { id } = await open();
    await knex.raw(
      `INSERT INTO keys (owner, name, type, line, fingerprint)
        SELECT 'user:default/ana', n, 'ssh-ed25519', 'ssh-ed25519 ' || n, n FROM generate_series(1, 49) AS n`,
    );
    const saveAs = { publicKey, saveAs: 'laptop' };
    await certify('ana', id, saveAs).expect(201);
    // It is there already, and gets another name.
    await certify('ana', id, { publicKey, saveAs: 'old laptop' }).expect(201);
    await knex('keys').where({ name: 'old laptop' }).update({
      fingerprint: '50',
    });
    const { body } = await certify('ana', id, saveAs).expect(409);
    expect(body.error.message).toContain('50 keys of yours are saved already');
    expect(await countIssued(id)).toBe(2);
    await certify('ana', id, { publicKey }).expect(201);
    await knex('keys').delete();
  });

  it('are looked for among those that are revoked, and not among all that there ever were', async () => {
    const { knex } = backend;
    const asked: string[] = [];
    const listen = ({ sql }: { sql: string }) => void asked.push(sql);
    knex.on('query', listen);
    await new CertificateStore(knex).listRevoked();
    knex.removeListener('query', listen);
    const plan = await knex.transaction(async trx => {
      // There are too few here for an index to be worth it.
      await trx.raw('SET LOCAL enable_seqscan = off');
      const { rows } = await trx.raw(
        `EXPLAIN ${asked.find(sql => sql.includes('"revoked_at"'))}`,
      );
      return JSON.stringify(rows);
    });
    expect(plan).toContain('certificates_revoked');
  });

  it('last no longer than the access', async () => {
    const { id } = await backend.open({ minutes: 5 });
    const issue = async (minutes: number) =>
      new CertificateStore(backend.knex).record({
        grant: id,
        issued: await backend.authority.issueForBastion({
          grant: id,
          holder: 'user:default/ana',
          publicKey,
          validTo: new Date(Date.now() + minutes * 60_000),
        }),
        command: { actor: 'user:default/ana', name: 'x', requestHash: '' },
      });
    await expect(issue(6)).resolves.toBeUndefined();
    await expect(issue(4)).resolves.toMatchObject({ keyId: expect.anything() });
    expect(await countIssued(id)).toBe(1);
  });
});
