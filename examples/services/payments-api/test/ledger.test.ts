import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { SandboxAcquirer } from '../src/acquirer.ts';
import { sumByDay } from '../src/dayTotals.ts';
import { FileJournal, MemoryJournal } from '../src/journal.ts';
import { Ledger } from '../src/ledger.ts';

const request = {
  orderId: 'order-1',
  amount: 5_000,
  currency: 'EUR' as const,
  cardToken: 'tok_visa',
};

const openLedger = (journal = new MemoryJournal()) =>
  Ledger.open({ journal, acquirer: new SandboxAcquirer() });

async function journalPath(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'payments-'));
  t.after(() => rm(folder, { recursive: true }));
  return join(folder, 'journal.jsonl');
}

test('the same key twice takes the money once', async () => {
  let charges = 0;
  const ledger = await Ledger.open({
    journal: new MemoryJournal(),
    acquirer: {
      charge: async () => {
        charges += 1;
        return 'captured';
      },
    },
  });
  const [first, second] = await Promise.all([
    ledger.pay(request, 'key-00000001'),
    ledger.pay(request, 'key-00000001'),
  ]);
  assert.deepEqual(first, second);
  assert.equal(charges, 1);
});

test('a key cannot be used for another request', async () => {
  const ledger = await openLedger();
  await ledger.pay(request, 'key-00000001');
  await assert.rejects(
    ledger.pay({ ...request, amount: 1 }, 'key-00000001'),
    /another request/,
  );
});

test('refunds at the same time never exceed what was taken', async () => {
  const ledger = await openLedger();
  const { id } = await ledger.pay(request, 'key-00000001');
  const results = await Promise.allSettled(
    [1, 2, 3].map(n =>
      ledger.refund(
        id,
        { amount: 2_000, reason: 'cancelled' },
        `refund-0000${n}`,
      ),
    ),
  );
  assert.equal(results.filter(r => r.status === 'fulfilled').length, 2);
  assert.equal(ledger.findPayment(id)?.refunded, 4_000);
});

test('a failed refund does not block the next', async () => {
  const ledger = await openLedger();
  const { id } = await ledger.pay(request, 'key-00000001');
  const refund = { amount: 5_001, reason: 'cancelled' };
  await assert.rejects(ledger.refund(id, refund, 'refund-00001'), /Only 5000/);
  await ledger.refund(id, { ...refund, amount: 5_000 }, 'refund-00002');
});

test('a declined card takes nothing, so nothing can be refunded', async () => {
  const ledger = await openLedger();
  const declined = { ...request, cardToken: 'tok_declined' };
  const payment = await ledger.pay(declined, 'key-00000001');
  assert.equal(payment.status, 'declined');
  await assert.rejects(
    ledger.refund(payment.id, { amount: 1, reason: 'why' }, 'refund-00001'),
    /Nothing was taken/,
  );
});

test('a restart loses nothing, and half a line is dropped', async t => {
  const path = await journalPath(t);
  const first = await FileJournal.open(path);
  const before = await Ledger.open({
    journal: first,
    acquirer: new SandboxAcquirer(),
  });
  const { id } = await before.pay(request, 'key-00000001');
  await before.refund(id, { amount: 1_000, reason: 'late' }, 'refund-00001');
  await first.close();
  await appendFile(path, '{"type":"refund","key":');

  const second = await FileJournal.open(path);
  t.after(() => second.close());
  const after = await Ledger.open({
    journal: second,
    acquirer: new SandboxAcquirer(),
  });
  assert.deepEqual(after.findPayment(id), before.findPayment(id));
  assert.equal((await after.pay(request, 'key-00000001')).id, id);
});

test('the card token is not in the journal', async t => {
  const path = await journalPath(t);
  const journal = await FileJournal.open(path);
  t.after(() => journal.close());
  const ledger = await Ledger.open({
    journal,
    acquirer: new SandboxAcquirer(),
  });
  await ledger.pay(request, 'key-00000001');
  assert.doesNotMatch(await readFile(path, 'utf8'), /tok_visa/);
});

test('a day adds up', async () => {
  const journal = new MemoryJournal();
  const ledger = await Ledger.open({
    journal,
    acquirer: new SandboxAcquirer(),
    now: () => new Date('2026-03-01T23:59:00Z'),
  });
  const { id } = await ledger.pay(request, 'key-00000001');
  await ledger.pay({ ...request, currency: 'SEK' }, 'key-00000002');
  await ledger.refund(id, { amount: 500, reason: 'late' }, 'refund-00001');
  assert.deepEqual(sumByDay(await journal.readAll()), [
    { day: '2026-03-01', currency: 'EUR', captured: 5_000, refunded: 500 },
    { day: '2026-03-01', currency: 'SEK', captured: 5_000, refunded: 0 },
  ]);
});
