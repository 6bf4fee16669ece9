import { PluginTokenHandler } from '@backstage/backend-defaults/auth';
import { decodeJwt } from 'jose';
import { LRUCache } from 'lru-cache';

type Issued = Awaited<ReturnType<PluginTokenHandler['issueToken']>>;
type Verified = NonNullable<
  Awaited<ReturnType<PluginTokenHandler['verifyToken']>>
>;

/** Short beside the hour for which such a token and the key that signs it are good. */
const rememberedMs = 10_000;
/** The end of a token is a time of the wall clock. */
const remembered = {
  max: 1_000,
  ttl: rememberedMs,
  perf: { now: () => Date.now() },
};

/**
 * The tokens with which plugins call each other, signed once and verified once within ten seconds instead of at each
 * call: a page asks the catalog a dozen times, and each time cost two operations of public keys. A token is never
 * remembered past its own end, and one that was refused is not remembered at all.
 */
export class RememberedPluginTokens implements PluginTokenHandler {
  readonly #handler: PluginTokenHandler;
  readonly #issued = new LRUCache<string, Issued>(remembered);
  readonly #verified = new LRUCache<string, Verified>(remembered);

  constructor(handler: PluginTokenHandler) {
    this.#handler = handler;
  }

  async issueToken(
    options: Parameters<PluginTokenHandler['issueToken']>[0],
  ): Promise<Issued> {
    const { onBehalfOf, pluginId, targetPluginId } = options;
    const key = JSON.stringify([
      pluginId,
      targetPluginId,
      onBehalfOf?.limitedUserToken,
    ]);
    const known = this.#issued.get(key);
    if (known) {
      return known;
    }
    const issued = await this.#handler.issueToken(options);
    this.#issued.set(key, issued);
    return issued;
  }

  async verifyToken(token: string): Promise<Verified | undefined> {
    const known = this.#verified.get(token);
    if (known) {
      return known;
    }
    const verified = await this.#handler.verifyToken(token);
    if (verified) {
      const { exp = 0 } = decodeJwt(token);
      const ttl = Math.min(rememberedMs, exp * 1_000 - Date.now());
      if (ttl > 0) {
        this.#verified.set(token, verified, { ttl });
      }
    }
    return verified;
  }
}
