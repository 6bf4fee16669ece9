import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { openDatabase, readWholeLog } from '../runner/__testUtils__/releases';
import { openLog } from './__testUtils__/openLog';
import { downloadLog } from './downloadLog';
import { LogStore } from './LogStore';

jest.setTimeout(120_000);

const secret = 'correct horse battery';
const mask = '●●●●●●●●';

describe('a log', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;

  beforeAll(async () => {
    knex = await openDatabase(databases);
  });

  it('masks a secret that a process prints in two pieces, and one that it ends with', async () => {
    const print = async (secrets: string[]) => {
      const { id, writer } = await openLog(knex, { secrets });
      const out = writer.forStep('build').output('out', { host: 'prod-1' });
      out.write(`password=${secret.slice(0, 7)}`);
      await new Promise(resolve => setTimeout(resolve, 120));
      out.write(`${secret.slice(7)}; again ${secret}`);
      out.end();
      await finished(out);
      await writer.close();
      return { log: await readWholeLog(knex, id), id };
    };
    // A log that knows no secret shows it: the payload works.
    expect((await print([])).log.map(({ text }) => text)).toEqual([
      `password=${secret}; again ${secret}`,
    ]);
    const { log, id } = await print([secret]);
    expect(log).toEqual([
      {
        n: 1,
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        step: 'build',
        host: 'prod-1',
        stream: 'out',
        text: `password=${mask}; again ${mask}`,
      },
    ]);
    const stored = await knex('release_log_chunks').where({ release_id: id });
    expect(JSON.stringify(stored)).not.toContain('horse');
  });

  it('masks a secret that lies across the place where a long line is cut', async () => {
    const { id, writer } = await openLog(knex, { secrets: [secret] });
    const out = writer.forStep('build').output('out');
    out.end(`${'x'.repeat(16 * 1024 - 8)}${secret}${'y'.repeat(20_000)}\n`);
    await finished(out);
    await writer.close();
    const log = await readWholeLog(knex, id);
    expect(log.length).toBe(3);
    expect(log.map(({ text }) => text).join('')).toBe(
      `${'x'.repeat(16 * 1024 - 8)}${mask}${'y'.repeat(20_000)}`,
    );
  });

  it('decodes characters that come in pieces, and shows what is no text', async () => {
    const { id, writer } = await openLog(knex);
    const out = writer.forStep('build').output('err');
    for (const byte of Buffer.from('größe 🎉\n')) {
      out.write(Buffer.of(byte));
    }
    out.end(Buffer.from([0xff, 0x41, 0x0a]));
    await finished(out);
    await writer.close();
    expect((await readWholeLog(knex, id)).map(({ text }) => text)).toEqual([
      'größe 🎉',
      '\ufffdA',
    ]);
  });

  it('keeps the order of what the platform and processes say', async () => {
    const { id, writer } = await openLog(knex);
    const log = writer.forStep('build');
    log.note('first');
    log.command('make');
    const out = log.output('out');
    out.write('made\n');
    log.note('then\x1b]0;title\x07 this');
    await log.flush();
    expect((await readWholeLog(knex, id)).map(({ text }) => text)).toEqual([
      'first',
      'make',
      'made',
      'then this',
    ]);
  });

  it('stops at its limit with a note, and still keeps what the platform says', async () => {
    const { id, writer } = await openLog(knex, { maxBytes: 100_000 });
    const log = writer.forStep('build');
    const out = log.output('out');
    out.end(`${'z'.repeat(99)}\n`.repeat(3000));
    await finished(out);
    log.note('It failed');
    await writer.close();
    const texts = (await readWholeLog(knex, id)).map(({ text }) => text);
    expect(texts.length).toBe(1002);
    expect(texts.slice(-2)).toEqual([
      expect.stringContaining('limit of 100000 bytes'),
      'It failed',
    ]);
  });

  it('takes nothing from a writer whose lease is lost, and holds nobody up', async () => {
    const { id, writer, lease } = await openLog(knex);
    const log = writer.forStep('build');
    log.note('mine');
    await log.flush();
    await knex('releases').where({ id }).update({ epoch: 2 });
    const out = log.output('out');
    out.end('too late\n'.repeat(500_000));
    await finished(out);
    await expect(log.flush()).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect(lease.lost.aborted).toBe(true);
    expect((await readWholeLog(knex, id)).map(({ text }) => text)).toEqual([
      'mine',
    ]);
  });

  it('of 30 MB with lines of 1 MB takes little memory to write, read and download', async () => {
    const { id, writer, finish } = await openLog(knex, { secrets: [secret] });
    const line = Buffer.from(`${'0123456789abcde\t'.repeat(65_536)}\n`);
    let peak = 0;
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss() - before);
    }, 5);
    const out = writer.forStep('build').output('out');
    await pipeline(
      Readable.from(
        (function* chunks() {
          for (let count = 0; count < 30; count++) {
            for (let at = 0; at < line.length; at += 65_536) {
              yield line.subarray(at, at + 65_536);
            }
          }
        })(),
      ),
      out,
    );
    await finish();
    const store = new LogStore(knex);
    let cursor = 0;
    let read = 0;
    for (;;) {
      const page = await store.readLines(id, { after: cursor, limit: 1000 });
      read += page.lines.reduce((sum, { text }) => sum + text.length, 0);
      cursor = page.cursor;
      if (page.end) {
        break;
      }
    }
    let downloaded = 0;
    for await (const text of downloadLog(store, id)) {
      downloaded += text.length;
    }
    clearInterval(watch);
    expect(read).toBe(30 * 1_048_576);
    expect(downloaded).toBeGreaterThan(read);
    expect(downloaded - read).toBeLessThan(30 * 100);
    expect(peak).toBeLessThan(150 * 1024 * 1024);
  });

  it('is found by step, host and text, page after page', async () => {
    const { id, writer, finish } = await openLog(knex);
    for (let count = 1; count <= 300; count++) {
      const host = count % 3 ? undefined : 'prod-1';
      writer
        .forStep(count <= 150 ? 'build' : 'batch-1')
        .note(`Line \x1b[1m${count}\x1b[0m of "many"`, { host });
      if (count % 50 === 0) {
        await writer.flush();
      }
    }
    await finish();
    const store = new LogStore(knex);
    const find = async (filter: object) => {
      const found: number[] = [];
      let after = 0;
      for (;;) {
        const page = await store.readLines(id, { limit: 7, ...filter, after });
        found.push(...page.lines.map(({ n }) => n));
        after = page.cursor;
        expect(page.last).toBe(300);
        if (page.end) {
          return found;
        }
      }
    };
    const all = Array.from({ length: 300 }, (_, index) => index + 1);
    expect(await find({})).toEqual(all);
    expect(await find({ step: 'batch-1' })).toEqual(all.slice(150));
    expect(await find({ host: 'prod-1' })).toEqual(
      all.filter(n => n % 3 === 0),
    );
    expect(await find({ search: 'LINE 29' })).toEqual(
      all.filter(n => n === 29 || n >= 290).filter(n => n !== 300),
    );
    expect(
      await find({ search: 'of "MANY"', step: 'build', host: 'prod-1' }),
    ).toEqual(all.slice(0, 150).filter(n => n % 3 === 0));
    expect(await find({ search: '%' })).toEqual([]);
    expect(await find({ step: 'none' })).toEqual([]);
  });
});
