import { TestDatabases } from '@backstage/backend-test-utils';
import { host } from '@stagedoor/test-organisation';
import {
  AccessBackend,
  aWish,
  startAccessBackend,
} from '../__testUtils__/startAccessBackend';

jest.setTimeout(120_000);

describe('hostile input', () => {
  let backend: AccessBackend;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    backend = await startAccessBackend({ databases });
    backend.entities.push(
      host('-oProxyCommand=x', 'production'),
      host('Prod_1', 'production'),
    );
    const nameless = host('mute-1', 'production');
    nameless.metadata.annotations = {
      'stagedoor.dev/environment': 'production',
    };
    backend.entities.push(nameless);
  });

  const wish = (change: object) => ({ ...aWish, ...change });

  it('has a control: the same without it is fine', async () => {
    const { status } = await backend
      .call('post', '/requests', 'ana')
      .send(aWish);
    expect(status).toBe(201);
  });

  it.each<[string, object, number, RegExp]>([
    ['an option as account', { account: '-oProxyCommand=x' }, 400, /account/],
    ['two accounts', { account: 'deploy,root' }, 400, /account/],
    ['an account that is not allowed', { account: 'root' }, 400, /deploy, app/],
    ['a newline in the account', { account: 'deploy\nroot' }, 400, /account/],
    ['no host', { hosts: [] }, 400, /hosts/],
    [
      'a host that is none',
      { hosts: ['component:default/cart'] },
      409,
      /not a host/,
    ],
    ['a host that is not there', { hosts: ['nowhere'] }, 409, /may see/],
    [
      'a host that nobody could type',
      { hosts: ['resource:default/Prod_1'] },
      409,
      /cannot be logged in to|may see/,
    ],
    [
      'a host that looks like an option',
      { hosts: ['resource:default/-oProxyCommand=x'] },
      409,
      /cannot be logged in to/,
    ],
    ['a host without an address', { hosts: ['mute-1'] }, 409, /no address/],
    ['a host without a policy', { hosts: ['lab-1'] }, 409, /No policy/],
    ['too long', { minutes: 481 }, 400, /8 h at most/],
    [
      'a start in a year',
      { startsAt: '2030-01-01T00:00:00Z' },
      400,
      /startsAt/,
    ],
    ['a short reason', { reason: 'because' }, 400, /10 characters/],
    [
      'an escape sequence',
      { reason: 'fine \u001b]0;x\u0007 reason' },
      400,
      /reason/,
    ],
    [
      'a reason turned around',
      { reason: 'fine \u202e txt reason' },
      400,
      /reason/,
    ],
    ['a reason of 10 kB', { reason: 'x'.repeat(10_000) }, 400, /reason/],
    [
      'a script as ticket',
      { ticket: ['javascript', 'alert(1)'].join(':') },
      400,
      /ticket/,
    ],
    ['NUL', { reason: 'a fine reason \u0000' }, 400, /reason/],
    ['half a character', { reason: 'a fine reason \ud800' }, 400, /reason/],
    ['a field of its own', { state: 'approved' }, 400, /state/],
    [
      'a reason without the ticket that the policy asks for',
      { hosts: ['ticket-1'], reason: 'Please, please' },
      400,
      /Begin with a ticket/,
    ],
  ])('is refused: %s', async (_, change, status, words) => {
    const { body, status: answered } = await backend
      .call('post', '/requests', 'ana')
      .send(wish(change));
    expect([answered, body.error?.message]).toEqual([
      status,
      expect.stringMatching(words),
    ]);
  });

  it.each([
    `Quotes ' " \` and </script><script>alert(1)</script>`,
    '1; DROP TABLE requests; --',
    'A reason with "], {"op": "x"} and %s %n',
    'Ünïcödé reasons, 日本語の理由, 🎫🎫🎫',
  ])('stays what it is where it is only text: %s', async reason => {
    const request = await backend.ask('ana', { reason });
    expect((await backend.read(request.id)).reason).toBe(reason);
    const { body } = await backend
      .review('dan', request, { comment: reason, decision: 'denied' })
      .expect(200);
    expect(body.outcome).toBe(`Denied: ${reason}`);
  });

  it.each([
    ['not a key', 'hello'],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA'],
    ['options before it', 'command="x" ssh-ed25519 AAAA'],
  ])('makes no certificate: %s', async (_, publicKey) => {
    const grant = await backend.open();
    for (const body of [{ publicKey }, {}]) {
      const { status } = await backend.certify('ana', grant.id, body);
      expect(status).toBe(400);
    }
  });

  it('is no cursor and no id', async () => {
    for (const path of [
      '/requests?cursor=x',
      '/grants?cursor=99999999999',
      '/requests?limit=1000',
      '/requests/0',
      '/requests/1e3x',
      '/grants/99999999999999999999',
      '/requests?state=open',
      '/holders?at=yesterday',
    ]) {
      const { status } = await backend.call('get', path, 'ana');
      expect([path, status]).toEqual([path, 400]);
    }
  });
});
