import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  AccessBackend,
  aWish,
  startAccessBackend,
} from '../__testUtils__/startAccessBackend';

jest.setTimeout(60_000);

describe('actions', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let backend: AccessBackend;

  beforeAll(async () => {
    backend = await startAccessBackend({ databases });
  });

  afterAll(() => backend?.stop());

  const invoke = async (who: string, name: string, input: object) => {
    const path = `/.backstage/actions/v1/actions/access:${name}/invoke`;
    const { body, status } = await backend.call('post', path, who).send(input);
    return { status, output: body.output, message: body.error?.message };
  };

  const asTool = (who: string) =>
    `Bearer ${mockCredentials.user.token(`user:default/${who}`, { actor: { subject: 'plugin:mcp' } })}`;

  it('ask for access, and leave the decision to people', async () => {
    const { output: asked } = await invoke(
      asTool('ana'),
      'create-access-request',
      aWish,
    );
    expect(asked).toMatchObject({
      state: 'pending',
      requestedBy: 'user:default/ana',
    });
    const { id, version } = asked;
    const approve = (who: string) =>
      invoke(who, 'review-access-request', {
        id,
        version,
        decision: 'approved',
      });
    for (const who of ['ana', asTool('ana'), asTool('amir'), 'ben', 'finn']) {
      const { status } = await approve(who);
      expect([who, status]).toEqual([who, expect.any(Number)]);
      expect([403, 404]).toContain(status);
    }
    expect((await approve(asTool('amir'))).message).toContain(
      'Only a person who is signed in themselves can review',
    );
    const waiting = await invoke('amir', 'list-access-requests', {
      waitsForMe: true,
      state: 'pending',
    });
    expect(waiting.output.items).toMatchObject([{ id }]);
    expect(await approve('amir')).toMatchObject({
      status: 200,
      output: { state: 'approved' },
    });
    const got = await invoke('ana', 'get-access-request', { id });
    expect(got.output.reviews).toEqual([
      { by: 'user:default/amir', decision: 'approved' },
    ]);
  });

  it('end access for whoever may, and for nobody else', async () => {
    const [one, other] = [await backend.open(), await backend.open()];
    const revoke = (who: string) =>
      invoke(who, 'revoke-access-grant', { id: one.id, comment: 'Stop' });
    expect((await revoke('finn')).status).toBe(404);
    expect((await revoke('ana')).status).toBe(200);
    const giveBack = (who: string) =>
      invoke(who, 'return-access-grant', { id: other.id });
    expect((await giveBack('amir')).status).toBe(403);
    expect((await giveBack('ana')).output).toMatchObject({ state: 'ended' });
    const held = await invoke('ana', 'list-access-grants', {
      mine: true,
      state: 'active',
    });
    expect(held.output.items).not.toContainEqual(
      expect.objectContaining({ id: other.id }),
    );
  });

  it.each<[string, object]>([
    ['list-access-requests', { host: 'a\u0000' }],
    ['list-access-requests', { requestedBy: 'a\u0000' }],
    ['list-access-requests', { cursor: 'a\u0000' }],
    ['list-access-grants', { cursor: 'x' }],
    ['list-access-holders', { host: 'a\u0000' }],
    ['list-access-holders', { group: 'a\ud800' }],
    ['preview-access-request', { hosts: ['prod-1\u0000'] }],
    ['preview-access-request', { hosts: ['prod-1'], minutes: -1 }],
    ['create-access-request', { ...aWish, component: 'a\u0000' }],
    ['create-access-request', { ...aWish, hosts: ['a\u0000'] }],
    ['create-access-request', { ...aWish, account: 'deploy\nroot' }],
    ['create-access-request', { ...aWish, idempotencyKey: 'a\u0000' }],
    ['cancel-access-request', { id: 1, comment: 'a\u0000' }],
    ['cancel-access-request', { id: 99_999_999_999 }],
    ['revoke-access-grant', { id: 1, comment: 'a\u001b[2J' }],
  ])('refuse what is wrong: %s %j', async (name, input) => {
    expect(await invoke('dara', name, input)).toMatchObject({ status: 400 });
  });
});
