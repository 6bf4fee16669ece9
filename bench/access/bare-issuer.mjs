import {
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import express from 'express';
import pg from 'pg';

/**
 * The least that a server can be which gives a signature to whoever has signed in, and writes it down before: the
 * platform's token is verified, one row committed, one signature made. No grants, no permissions, no history, no audit.
 * Run as a process of its own, with the connection in BARE_CONNECTION and the platform's keys in BARE_KEYS.
 */
const pool = new pg.Pool({
  ...JSON.parse(process.env.BARE_CONNECTION),
  database: 'postgres',
  max: 10,
});
const { privateKey } = generateKeyPairSync('ed25519');
const keys = new Map(
  JSON.parse(process.env.BARE_KEYS).map(key => [
    key.kid,
    createPublicKey({ key, format: 'jwk' }),
  ]),
);

const app = express();
app.post('/certificates', express.json(), async (request, response) => {
  const subject = readToken(request.headers.authorization);
  const serial = randomBytes(8).readBigUInt64BE() >> 1n;
  const signed = `${serial} ${subject} ${request.body.publicKey}`;
  const signature = sign(null, Buffer.from(signed), privateKey);
  await pool.query({
    name: 'commit',
    text: `INSERT INTO bench_commits (serial, key_id, fingerprint, issued_to, valid_to)
      VALUES ($1, 'grant:1:ana.ruiz', $2, $3, now() + interval '1 hour')`,
    values: [String(serial), `SHA256:${serial}`, subject],
  });
  const certificate = `${signed} ${signature.toString('base64')}`;
  response.status(201).json({ certificate });
});

function readToken(header) {
  const [head, body, signature] = header.replace('Bearer ', '').split('.');
  const { kid } = JSON.parse(Buffer.from(head, 'base64url'));
  const { exp, sub } = JSON.parse(Buffer.from(body, 'base64url'));
  const isGood = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: keys.get(kid), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isGood || exp * 1000 < Date.now()) {
    throw new Error('that token is not good');
  }
  return sub;
}

const server = app.listen(0, '127.0.0.1', () =>
  process.send({ port: server.address().port }),
);
process.once('disconnect', () => process.exit(0));
