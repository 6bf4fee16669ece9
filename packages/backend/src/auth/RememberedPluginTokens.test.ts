import { PluginTokenHandler } from '@backstage/backend-defaults/auth';
import { decodeJwt, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { RememberedPluginTokens } from './RememberedPluginTokens';

/** Signs and verifies like the handler of Backstage, and counts how often. */
class CountingHandler implements PluginTokenHandler {
  readonly #keys = generateKeyPair('ES256');
  signed = 0;
  verified = 0;

  async issueToken({
    onBehalfOf,
    pluginId,
    targetPluginId,
  }: Parameters<PluginTokenHandler['issueToken']>[0]) {
    this.signed += 1;
    const { privateKey } = await this.#keys;
    const token = await new SignJWT({ obo: onBehalfOf?.limitedUserToken })
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject(pluginId)
      .setAudience(targetPluginId)
      .setJti(String(this.signed))
      .setExpirationTime(onBehalfOf?.expiresAt ?? '1h')
      .sign(privateKey);
    return { token };
  }

  async verifyToken(token: string) {
    if (decodeJwt(token).sub === undefined) {
      return undefined;
    }
    this.verified += 1;
    const { publicKey } = await this.#keys;
    const { payload } = await jwtVerify(token, publicKey);
    return { subject: `plugin:${payload.sub}` };
  }
}

describe('tokens of plugins', () => {
  const toCatalog = { pluginId: 'access', targetPluginId: 'catalog' };
  const onBehalfOf = (limitedUserToken: string, seconds = 3_600) => ({
    limitedUserToken,
    expiresAt: new Date(Date.now() + seconds * 1_000),
  });
  let handler: CountingHandler;
  let tokens: RememberedPluginTokens;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    handler = new CountingHandler();
    tokens = new RememberedPluginTokens(handler);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('are signed once and verified once within a moment', async () => {
    const { token } = await tokens.issueToken(toCatalog);
    expect(await tokens.issueToken(toCatalog)).toEqual({ token });
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await tokens.verifyToken(token)).toEqual({
        subject: 'plugin:access',
      });
    }
    expect(handler).toMatchObject({ signed: 1, verified: 1 });

    jest.advanceTimersByTime(11_000);
    expect(await tokens.issueToken(toCatalog)).not.toEqual({ token });
    await tokens.verifyToken(token);
    expect(handler).toMatchObject({ signed: 2, verified: 2 });
  });

  it('are others for another plugin and for another person', async () => {
    const all = [
      toCatalog,
      { ...toCatalog, targetPluginId: 'permission' },
      { ...toCatalog, onBehalfOf: onBehalfOf('ana') },
      { ...toCatalog, onBehalfOf: onBehalfOf('dara') },
    ];
    const issued = await Promise.all(
      all.map(options => tokens.issueToken(options)),
    );
    expect(new Set(issued.map(({ token }) => token)).size).toBe(all.length);
  });

  it('end when they end, however lately they were good', async () => {
    const { token } = await tokens.issueToken({
      ...toCatalog,
      onBehalfOf: onBehalfOf('ana', 3),
    });
    expect(await tokens.verifyToken(token)).toBeDefined();
    jest.advanceTimersByTime(2_000);
    expect(await tokens.verifyToken(token)).toBeDefined();
    expect(handler.verified).toBe(1);
    jest.advanceTimersByTime(1_100);
    await expect(tokens.verifyToken(token)).rejects.toThrow(/exp/);
  });

  it('are not accepted because another one was, nor remembered as refused', async () => {
    const { token } = await tokens.issueToken(toCatalog);
    await tokens.verifyToken(token);
    const [head, , signature] = token.split('.');
    const claims = { ...decodeJwt(token), sub: 'catalog' };
    const forged = [
      head,
      Buffer.from(JSON.stringify(claims)).toString('base64url'),
      signature,
    ].join('.');
    for (let turn = 0; turn < 2; turn += 1) {
      await expect(tokens.verifyToken(forged)).rejects.toThrow(/signature/);
    }
    expect(handler.verified).toBe(3);
    expect(await tokens.verifyToken(token)).toBeDefined();
  });

  it('leave to others what is no token of a plugin', async () => {
    const none = new SignJWT({}).setProtectedHeader({ alg: 'ES256' });
    const { privateKey } = await generateKeyPair('ES256');
    const token = await none.sign(privateKey);
    expect(await tokens.verifyToken(token)).toBeUndefined();
  });
});
