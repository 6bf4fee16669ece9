import { PersonaIdentity } from './PersonaIdentity';
import { recallPersona, rememberPersona } from './rememberedChoice';
import { FakePlatform, discoveryApi } from './testing';

const user = 'user:default/ana.ruiz';
const MINUTE = 60_000;

describe('PersonaIdentity', () => {
  let clock: number;
  let platform: FakePlatform;

  beforeEach(() => {
    clock = Date.UTC(2026, 0, 1);
    platform = new FakePlatform(() => clock);
  });

  afterEach(() => {
    platform.restore();
    sessionStorage.clear();
  });

  const create = () =>
    PersonaIdentity.create({ user, discoveryApi, now: () => clock });

  it('is the person, with a token', async () => {
    const identity = await create();
    await expect(identity.getBackstageIdentity()).resolves.toEqual({
      type: 'user',
      userEntityRef: user,
      ownershipEntityRefs: [user],
    });
    await expect(identity.getProfileInfo()).resolves.toEqual({
      displayName: user,
    });
    await expect(identity.getCredentials()).resolves.toEqual({
      token: expect.any(String),
    });
    expect(platform.asked).toEqual([user]);
  });

  it('renews the token before it expires, once for all who ask', async () => {
    const identity = await create();
    clock += 54 * MINUTE;
    const { token: first } = await identity.getCredentials();
    clock += 2 * MINUTE;
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => identity.getCredentials()),
    );
    expect(platform.asked).toHaveLength(2);
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
    expect(tokens[0].token).not.toBe(first);
  });

  it('does not renew a short-lived token at every call', async () => {
    platform.tokenLifetimeS = 120;
    const identity = await create();
    await identity.getCredentials();
    clock += 0.9 * MINUTE;
    await identity.getCredentials();
    expect(platform.asked).toHaveLength(1);
    clock += 0.2 * MINUTE;
    await identity.getCredentials();
    expect(platform.asked).toHaveLength(2);
  });

  it('goes on with a valid token while the platform is down, and not with an expired one', async () => {
    const identity = await create();
    const { token } = await identity.getCredentials();
    platform.isDown = true;
    clock += 58 * MINUTE;
    await expect(identity.getCredentials()).resolves.toEqual({ token });
    clock += 3 * MINUTE;
    await expect(identity.getCredentials()).rejects.toThrow('Failed to fetch');
    platform.isDown = false;
    await expect(identity.getCredentials()).resolves.toEqual({
      token: expect.any(String),
    });
  });

  it('forgets the person and gives no token after signing out', async () => {
    rememberPersona(user);
    const identity = await create();
    await identity.signOut();
    expect(recallPersona()).toBeUndefined();
    await expect(identity.getCredentials()).rejects.toThrow(/abort/i);
  });

  it('gives up a renewal that is under way when signing out', async () => {
    const identity = await create();
    let open = () => {};
    platform.gate = new Promise<void>(resolve => {
      open = resolve;
    });
    clock += 59 * MINUTE;
    const renewal = identity.getCredentials();
    await identity.signOut();
    open();
    await expect(renewal).rejects.toThrow(/abort/i);
  });

  it('does not come to be when the platform refuses', async () => {
    await expect(
      PersonaIdentity.create({ user: 'user:default/mallory', discoveryApi }),
    ).rejects.toMatchObject({ statusCode: 403 });
  });
});
