import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describeService } from '../../scripts/testbed/entities.mjs';
import { runLoad } from '../lib/load.mjs';
import { atLeastShare, atMostTimes, Figures } from './figures.mjs';
import { BenchPlatform } from './platform.mjs';

const RELEASES = 100_000;
const PAGE = 50;
const PAGES = [1, 2_000];
const CONCURRENCIES = [1, 8];

/** The first and the last page of a long history, beside a bare server over the same table. */
export async function measureList({ quick, repeats, report }) {
  const figures = new Figures();
  const durationMs = quick ? 1_500 : 3_000;
  const platform = await BenchPlatform.open({
    describe: source =>
      describeService({
        name: 'shop',
        source,
        hosts: [{ name: 'shop-a' }],
        environment: { name: 'local', path: '/srv/shop' },
      }),
  });
  const { testbed, token } = platform;
  const bare = fork(
    fileURLToPath(new URL('bare-server.mjs', import.meta.url)),
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        BARE_CONNECTION: JSON.stringify({
          ...testbed.postgres.connection,
          database: 'testbed_releases',
        }),
      },
    },
  );
  try {
    const [{ port }] = await once(bare, 'message');
    report(`writing ${RELEASES} releases`);
    await writeHistory(testbed);
    const contenders = [
      ['bare Express', `http://127.0.0.1:${port}/releases`],
      ['stagedoor', `${platform.address}/api/releases/releases`],
    ];
    const cursors = await findCursors(contenders[1][1], token);
    for (const [, address] of contenders) {
      for (const page of PAGES) {
        const url = addressOf(address, cursors.get(page));
        await runLoad({ url, token, concurrency: 8, durationMs });
      }
    }
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      report(`repeat ${repeat} of ${repeats}`);
      // Whatever comes second may be helped or hindered by what came first.
      const inTurn = list => (repeat % 2 ? list : [...list].reverse());
      for (const concurrency of CONCURRENCIES) {
        for (const page of inTurn(PAGES)) {
          for (const [name, address] of inTurn(contenders)) {
            const url = addressOf(address, cursors.get(page));
            const load = await runLoad({ url, token, concurrency, durationMs });
            addTo(figures, name, { page, concurrency, load });
          }
          // The same without the decision about a person.
          const service = await runLoad({
            url: addressOf(contenders[1][1], cursors.get(page)),
            token: testbed.tokenOf('viewer-1'),
            concurrency,
            durationMs,
          });
          figures.add(
            `${nameRow(page, concurrency)}, asked by a service, rate`,
            'stagedoor',
            service.perSecond,
            { unit: 'req/s' },
          );
        }
      }
    }
  } finally {
    bare.kill('SIGTERM');
    await platform.close();
  }
  const rows = figures.toRows();
  return [...rows, ...compareDepth(rows)];
}

function addTo(figures, name, { page, concurrency, load }) {
  const what = nameRow(page, concurrency);
  figures.add(`${what}, rate`, name, load.perSecond, {
    unit: 'req/s',
    target: [atLeastShare(0.5, 'bare Express')],
  });
  figures.add(`${what}, p50`, name, load.p50, { unit: 'ms' });
  figures.add(`${what}, p95`, name, load.p95, { unit: 'ms' });
}

/** Whether the last page costs more than the first. */
function compareDepth(rows) {
  return CONCURRENCIES.map(concurrency => {
    const [first, last] = PAGES.map(page =>
      rows.find(({ what }) => what === `${nameRow(page, concurrency)}, p50`),
    );
    return {
      what: `page ${PAGES[1]} beside page ${PAGES[0]}, ${concurrency} at a time, p50`,
      unit: 'ms',
      target: [atMostTimes(1.2, 'page 1')],
      stagedoor: last.stagedoor,
      peers: [
        {
          name: `page ${PAGES[0]}`,
          ...first.stagedoor,
          ratio: last.stagedoor.median / first.stagedoor.median,
        },
      ],
    };
  });
}

function nameRow(page, concurrency) {
  return `page ${page} of ${RELEASES} releases, ${concurrency} at a time`;
}

function addressOf(address, cursor) {
  return `${address}?limit=${PAGE}${cursor ? `&cursor=${cursor}` : ''}`;
}

/** Walks through the whole history once, and finds every release in it on the way. */
async function findCursors(address, token) {
  const cursors = new Map([[1, undefined]]);
  let cursor;
  let seen = 0;
  for (let page = 1; page <= RELEASES / PAGE; page += 1) {
    cursors.set(page, cursor);
    const answer = await fetch(addressOf(address, cursor), {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok) {
      throw new Error(`page ${page} answered ${answer.status}`);
    }
    const { items, nextCursor } = await answer.json();
    seen += items.length;
    cursor = nextCursor;
  }
  if (seen !== RELEASES || cursor !== undefined) {
    throw new Error(`the pages hold ${seen} of ${RELEASES} releases`);
  }
  return cursors;
}

/** A history as years of use would leave it: two hosts and seven steps for each release. */
async function writeHistory(testbed) {
  await testbed.query(`
    INSERT INTO releases (component, component_owner, environment, kind, commit, label, state, plan, plan_hash,
      requested_by, requested_at, queued_at, started_at, finished_at, outcome, epoch)
    SELECT 'component:default/service-' || n % 200, 'group:default/platform',
      (ARRAY['dev', 'staging', 'production'])[1 + n % 3], 'release', md5(n::text) || '01234567', 'main',
      CASE WHEN n % 10 = 0 THEN 'failed' ELSE 'succeeded' END,
      jsonb_build_object('component', 'component:default/service-' || n % 200, 'text', repeat(md5(n::text), 60)),
      md5(n::text), 'user:default/person-' || n % 50, at, at, at + interval '1 second', at + interval '90 seconds',
      CASE WHEN n % 10 = 0 THEN 'prod-1: GET http://127.0.0.1:8080/healthz answered 500' ELSE '2 hosts run main' END, 1
    FROM (
      SELECT n, now() - (${RELEASES} - n) * interval '5 minutes' AS at FROM generate_series(1, ${RELEASES}) AS n
    ) AS numbers`);
  await testbed.query(`
    INSERT INTO release_hosts (release_id, ref, name, batch, state)
    SELECT id, 'resource:default/prod-' || host, 'prod-' || host, host - 1,
      CASE WHEN state = 'failed' THEN 'rolled_back' ELSE 'verified' END
    FROM releases, generate_series(1, 2) AS host`);
  await testbed.query(`
    INSERT INTO release_steps (release_id, key, position, title, state, attempt)
    SELECT id, 'step-' || step, step, 'Step ' || step, 'succeeded', 1 FROM releases, generate_series(1, 7) AS step`);
  await testbed.query('VACUUM (ANALYZE)');
}
