import { DiscoveryApi } from '@backstage/frontend-plugin-api';

export const discoveryApi: DiscoveryApi = {
  getBaseUrl: async pluginId => `http://stagedoor.test/api/${pluginId}`,
};

/** A platform that answers as the real one does, and can be down, slow, or without its catalog. */
export class FakePlatform {
  tokenLifetimeS = 3600;
  isDown = false;
  /** Answers are held back while this is unresolved. */
  gate: Promise<unknown> = Promise.resolve();
  catalog = ['user:default/ana.ruiz', 'user:default/chen.wei'];
  listed = [...this.catalog, 'user:default/gone.away'];
  readonly asked: string[] = [];
  private readonly realFetch = globalThis.fetch;

  constructor(private readonly now: () => number = Date.now) {
    globalThis.fetch = (input, init) => this.answer(String(input), init);
  }

  restore() {
    globalThis.fetch = this.realFetch;
  }

  private async answer(url: string, init?: RequestInit): Promise<Response> {
    const user = new Headers(init?.headers).get('x-stagedoor-persona') ?? '';
    this.asked.push(user);
    await this.gate;
    init?.signal?.throwIfAborted();
    if (this.isDown) {
      throw new TypeError('Failed to fetch');
    }
    if (url !== 'http://stagedoor.test/api/auth/persona/refresh') {
      return refuse(404, 'NotFoundError', `No route ${url}`);
    }
    if (!this.listed.includes(user)) {
      return refuse(403, 'NotAllowedError', 'The person is not listed');
    }
    if (!this.catalog.includes(user)) {
      return refuse(404, 'NotFoundError', `${user} is not in the catalog`);
    }
    return Response.json({
      profile: { displayName: user },
      backstageIdentity: {
        token: this.issueToken(user),
        expiresInSeconds: this.tokenLifetimeS,
        identity: {
          type: 'user',
          userEntityRef: user,
          ownershipEntityRefs: [user],
        },
      },
    });
  }

  private issueToken(sub: string): string {
    const iat = Math.floor(this.now() / 1000);
    const claims = { sub, iat, exp: iat + this.tokenLifetimeS };
    return ['header', btoa(JSON.stringify(claims)), this.asked.length].join(
      '.',
    );
  }
}

function refuse(status: number, name: string, message: string): Response {
  return Response.json(
    { error: { name, message }, response: { statusCode: status } },
    { status },
  );
}
