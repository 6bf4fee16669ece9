import process from 'node:process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import Provider from 'oidc-provider';

/** The accounts that can sign in; any password does. Only Ana is a person of the catalog. */
const accounts = {
  ana: {
    name: 'Ana Ruiz',
    email: 'ana.ruiz@nordlicht.test',
    email_verified: true,
  },
  stranger: {
    name: 'Sam Stranger',
    email: 'sam@elsewhere.test',
    email_verified: true,
  },
  pretender: {
    name: 'Ana Ruiz',
    email: 'ana.ruiz@nordlicht.test',
    email_verified: false,
  },
};

/**
 * Starts a real OpenID provider on loopback, with a form to sign in at and one to consent.
 *
 * @param {{ port?: number, platformUrl: string }} options - `platformUrl` is where the platform is reached
 */
export async function startProvider({ port = 0, platformUrl }) {
  const clientId = 'stagedoor';
  const clientSecret = 'a secret that only this test knows';
  // The issuer is part of every token, so the port has to be known before the provider is.
  const { createServer } = await import('node:http');
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${server.address().port}`;

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${platformUrl}/api/auth/oidc/handler/frame`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    findAccount: async (_context, id) =>
      Object.hasOwn(accounts, id)
        ? { accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) }
        : undefined,
    issueRefreshToken: async (_context, client) =>
      client.grantTypeAllowed('refresh_token'),
    cookies: { keys: ['a key that only this test knows'] },
  });
  server.on('request', provider.callback());

  return {
    issuer,
    clientId,
    clientSecret,
    metadataUrl: `${issuer}/.well-known/openid-configuration`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , platformUrl = 'http://localhost:7007', port = '7017'] =
    process.argv;
  const { issuer, metadataUrl, clientId, clientSecret } = await startProvider({
    platformUrl,
    port: Number(port),
  });
  process.stdout.write(
    `An OpenID provider for ${platformUrl} is at ${issuer}. Accounts: ${Object.keys(
      accounts,
    ).join(
      ', ',
    )}; any password. Ctrl-C ends it.\n\nOIDC_METADATA_URL=${metadataUrl}\nOIDC_CLIENT_ID=${clientId}\nOIDC_CLIENT_SECRET='${clientSecret}'\n`,
  );
}
