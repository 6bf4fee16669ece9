import { execFile, fork } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { runLoad } from '../lib/load.mjs';
import { percentile } from '../lib/statistics.mjs';
import {
  atLeastShare,
  atLeastTimes,
  below,
  Figures,
} from '../releases/figures.mjs';
import { hear } from './hear.mjs';
import { IssuingService } from './issuing-service.mjs';
import { AccessPlatform, HOLDER, REVIEWER } from './platform.mjs';

const run = promisify(execFile);
const APPROVALS = 100;
const QUICK_APPROVALS = 20;
const WARM_UP = 50;
const GRANTS = 8;
const CONCURRENCIES = [1, 8, 32];
const MOST = Math.max(...CONCURRENCIES);
const RATE_TARGET = [
  atLeastShare(0.5, 'single commits'),
  atLeastTimes(10, 'ssh-keygen'),
];

/**
 * How soon an approval is a certificate, and how many certificates a second the platform hands out, each of them
 * decided, committed and audited; beside what the same PostgreSQL commits at most one after another, what spawning
 * ssh-keygen would sign, and what a bare server does that only verifies the same token, commits a row and signs.
 */
export async function measureCertificates({ quick, repeats, report }) {
  const figures = new Figures();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stagedoor-keys-'));
  const platform = await AccessPlatform.open();
  let bare;
  let service;
  try {
    const signer = await KeygenSigner.create(folder);
    const commits = await CommitLoop.open(platform.connection);
    bare = await BareIssuer.start(platform);
    const rounds = quick ? QUICK_APPROVALS : APPROVALS;
    const durationMs = quick ? 2_000 : 5_000;
    // Code that runs for the first time is compiled on the way, and a platform that has just begun reads its repositories.
    await approve(platform, WARM_UP);
    report(`approving ${rounds} requests`);
    const what = 'from the approval to a certificate';
    for (const [name, times] of [
      ['stagedoor', await approve(platform, rounds)],
      ['ssh-keygen alone', await signer.time(rounds)],
    ]) {
      times.sort((a, b) => a - b);
      figures.add(`${what}, p50`, name, percentile(times, 0.5), { unit: 'ms' });
      figures.add(`${what}, p95`, name, percentile(times, 0.95), {
        unit: 'ms',
        target: [below(50, 'ms')],
      });
    }
    const grants = [];
    while (grants.length < GRANTS) {
      grants.push(await platform.grant());
    }
    const keys = Array.from({ length: 256 }, createKey);
    const next = await prepareRequests(platform, grants, keys);
    const nextBare = () => ({ ...next(), url: bare.address });
    for (const each of [next, nextBare]) {
      await runLoad({ next: each, concurrency: 8, durationMs });
    }
    const { connection } = platform;
    service = await IssuingService.start({
      ...{ connection, folder, grants, holder: HOLDER, keys },
    });
    await service.run({ concurrency: MOST, durationMs });
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      report(`rates, repeat ${repeat} of ${repeats}`);
      const committed = await commits.run(durationMs);
      const signed = await signer.run(durationMs);
      for (const concurrency of CONCURRENCIES) {
        const before = await platform.countCertificates();
        const { count, perSecond } = await runLoad({
          ...{ next, concurrency, durationMs },
        });
        await checkWrittenDown(platform, before, count);
        const least = await runLoad({
          ...{ next: nextBare, concurrency, durationMs },
        });
        const row = `certificates, ${concurrency} at a time, rate`;
        const target = concurrency === MOST ? RATE_TARGET : undefined;
        figures.add(row, 'stagedoor', perSecond, { unit: '1/s', target });
        figures.add(row, 'bare Express', least.perSecond, { unit: '1/s' });
        figures.add(row, 'single commits', committed, { unit: '1/s' });
        figures.add(row, 'ssh-keygen', signed, { unit: '1/s' });
      }
      const before = await platform.countCertificates();
      const unhindered = await service.run({ concurrency: MOST, durationMs });
      await checkWrittenDown(platform, before, unhindered.count);
      const row = `certificates without HTTP, ${MOST} at a time, rate`;
      figures.add(row, 'stagedoor', unhindered.perSecond, {
        unit: '1/s',
        target: RATE_TARGET,
      });
      figures.add(row, 'single commits', committed, { unit: '1/s' });
      figures.add(row, 'ssh-keygen', signed, { unit: '1/s' });
    }
    await commits.close();
  } finally {
    bare?.stop();
    service?.stop();
    await platform.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
  return figures.toRows();
}

/** Ways from the moment in which somebody approves to the certificate, in ms. */
async function approve(platform, count) {
  const times = [];
  for (let turn = 0; turn < count; turn += 1) {
    const request = await platform.request();
    const publicKey = createKey();
    const started = performance.now();
    const { grant } = await platform.approve(request);
    const { certificate } = await platform.ask(
      HOLDER,
      'POST',
      `/grants/${grant}/certificates`,
      { publicKey },
    );
    times.push(performance.now() - started);
    if (!certificate.startsWith('ssh-ed25519-cert-v01@openssh.com ')) {
      throw new Error(`that is no certificate: ${certificate}`);
    }
    // Nobody has hundreds of grants at a time.
    await platform.ask(REVIEWER, 'POST', `/grants/${grant}/revocation`, {
      comment: 'Measured',
    });
  }
  return times;
}

/** Requests for certificates as a browser sends them: each with a key of its own, each to be done once. */
async function prepareRequests(platform, grants, keys) {
  const token = await platform.tokenOf(HOLDER);
  let turn = 0;
  return () => {
    turn += 1;
    return {
      url: `${platform.address}/api/access/grants/${grants[turn % grants.length]}/certificates`,
      token,
      headers: { 'Idempotency-Key': randomUUID() },
      body: { publicKey: keys[turn % keys.length] },
    };
  };
}

/** Every certificate that was handed out is in the database. */
async function checkWrittenDown(platform, before, count) {
  const written = (await platform.countCertificates()) - before;
  if (written !== count) {
    throw new Error(
      `${count} certificates were handed out, and ${written} written down`,
    );
  }
}

/** The line of a new public key. */
function createKey() {
  const { publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const type = Buffer.from('ssh-ed25519');
  const blob = Buffer.concat([sized(type), sized(raw)]);
  return `ssh-ed25519 ${blob.toString('base64')}`;
}

function sized(bytes) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A server that does the least; see `bare-issuer.mjs`. */
class BareIssuer {
  #child;

  static async start(platform) {
    const issuer = new BareIssuer();
    const answer = await fetch(
      `${platform.address}/api/auth/.well-known/jwks.json`,
    );
    const { keys } = await answer.json();
    issuer.#child = fork(
      fileURLToPath(new URL('bare-issuer.mjs', import.meta.url)),
      {
        env: {
          ...process.env,
          NODE_ENV: 'production',
          BARE_CONNECTION: JSON.stringify(platform.connection),
          BARE_KEYS: JSON.stringify(keys),
        },
      },
    );
    const { port } = await hear(
      issuer.#child,
      message => message.port !== undefined,
    );
    issuer.address = `http://127.0.0.1:${port}/certificates`;
    return issuer;
  }

  stop() {
    this.#child.kill('SIGTERM');
  }
}

/** What signs without a platform: a process for each certificate, which is decided by nobody and written down nowhere. */
class KeygenSigner {
  #folder;
  #authority;

  static async create(folder) {
    const signer = new KeygenSigner();
    signer.#folder = folder;
    signer.#authority = path.join(folder, 'authority');
    const options = ['-q', '-t', 'ed25519', '-N', '', '-f', signer.#authority];
    await run('ssh-keygen', options);
    return signer;
  }

  /** One after another: how long each takes, in ms. */
  async time(count) {
    const times = [];
    for (let turn = 0; turn < count; turn += 1) {
      const started = performance.now();
      await this.#sign(0);
      times.push(performance.now() - started);
    }
    return times;
  }

  /** As many at a time as there are processors; how many a second. */
  async run(durationMs) {
    const started = performance.now();
    let count = 0;
    const work = async (_, lane) => {
      while (performance.now() - started < durationMs) {
        await this.#sign(lane);
        count += 1;
      }
    };
    await Promise.all(Array.from(os.cpus(), work));
    return (count * 1000) / (performance.now() - started);
  }

  async #sign(lane) {
    const key = path.join(this.#folder, `key-${lane}.pub`);
    if (!fs.existsSync(key)) {
      fs.writeFileSync(key, `${createKey()}\n`);
    }
    const id = ['-I', 'grant:1:ana.ruiz', '-n', 'grant-1', '-V', '+1h'];
    await run('ssh-keygen', ['-q', '-s', this.#authority, ...id, key]);
  }
}

/** One client that writes rows like those of certificates, and commits each before it writes the next. */
class CommitLoop {
  #client;

  static async open(connection) {
    const loop = new CommitLoop();
    loop.#client = new pg.Client({ ...connection, database: 'postgres' });
    // The server ends before this when something else failed, which is what to tell.
    loop.#client.on('error', () => {});
    await loop.#client.connect();
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      const { rows } = await loop.#client.query(`SHOW ${setting}`);
      if (rows[0][setting] !== 'on') {
        throw new Error(`PostgreSQL runs with ${setting} ${rows[0][setting]}`);
      }
    }
    await loop.#client.query(`CREATE TABLE bench_commits (
      serial text PRIMARY KEY, key_id text, fingerprint text, issued_to text,
      issued_at timestamptz DEFAULT now(), valid_to timestamptz)`);
    return loop;
  }

  async run(durationMs) {
    const started = performance.now();
    let count = 0;
    while (performance.now() - started < durationMs) {
      await this.#client.query({
        name: 'commit',
        text: `INSERT INTO bench_commits (serial, key_id, fingerprint, issued_to, valid_to)
          VALUES ($1, 'grant:1:ana.ruiz', $2, 'user:default/ana.ruiz', now() + interval '1 hour')`,
        values: [randomUUID(), `SHA256:${randomUUID()}`],
      });
      count += 1;
    }
    return (count * 1000) / (performance.now() - started);
  }

  async close() {
    await this.#client.end();
  }
}
