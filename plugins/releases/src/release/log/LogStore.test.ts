import { makeLine, makeLines } from '../__testUtils__/FakeLog';
import { LogStore } from './LogStore';

const limits = { lines: 100, characters: 100_000 };
const numbers = (store: LogStore) =>
  store.getSnapshot().lines.map(line => line.n);
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const linesOf = (from: number, to: number) =>
  range(from, to).map(n => makeLine(n));

function createStore() {
  return new LogStore({ limits, flushMs: 0 });
}

it('holds the newest lines and no more than it may', () => {
  const store = createStore();
  for (let n = 1; n <= 1000; n += 1) {
    store.receive([makeLine(n)]);
    expect(store.getSnapshot().lines.length).toBeLessThanOrEqual(100);
  }
  const held = numbers(store);
  expect(held).toEqual(range(held[0], 1000));
  expect(held.length).toBeGreaterThanOrEqual(90);
  expect(store.getSnapshot().hasOlder).toBe(true);
});

it('counts characters as well as lines', () => {
  const store = createStore();
  for (let n = 1; n <= 30; n += 1) {
    store.receive([makeLine(n, { text: 'x'.repeat(16_384) })]);
  }
  const { lines } = store.getSnapshot();
  expect(lines.length).toBeLessThanOrEqual(6);
  expect(lines.at(-1)?.n).toBe(30);
});

it('does not drop lines under the eyes of whoever reads', () => {
  const store = createStore();
  store.receive(makeLines(80));
  store.hold(true);
  store.receive(linesOf(81, 150));
  expect(numbers(store)).toEqual(range(1, 80));
  expect(store.getSnapshot()).toMatchObject({ newest: 150, isAttached: false });

  store.receive(linesOf(151, 160));
  store.hold(false);
  store.attach();
  expect(numbers(store).at(-1)).toBe(160);
  expect(store.getSnapshot().isAttached).toBe(true);
});

it('lets go of the newest lines when many older ones are read, and grows back to them', () => {
  const store = createStore();
  store.receive(linesOf(500, 590));
  store.addOlder(linesOf(430, 499));
  expect(numbers(store)[0]).toBe(430);
  expect(store.getSnapshot().isAttached).toBe(false);
  store.receive(linesOf(591, 592));

  const held = numbers(store);
  expect(held).toEqual(range(430, held.at(-1)!));
  store.addNewer(linesOf(held.at(-1)! + 1, 592));
  expect(store.getSnapshot().isAttached).toBe(true);
  const all = numbers(store);
  expect(all).toEqual(range(all[0], 592));
});

it('shows another part and goes back to the end', () => {
  const store = createStore();
  store.receive(linesOf(900, 950));
  store.show(linesOf(10, 30));
  expect(numbers(store)).toEqual(range(10, 30));
  expect(store.getSnapshot()).toMatchObject({ isAttached: false, newest: 950 });
  store.attach();
  expect(numbers(store)).toEqual(range(947, 950));
});

it('passes over lines it has', () => {
  const store = createStore();
  store.receive(makeLines(5));
  store.receive(linesOf(3, 7));
  expect(numbers(store)).toEqual(range(1, 7));
});

it('tells of a flood in few pieces', async () => {
  const store = new LogStore({ limits, flushMs: 20 });
  let told = 0;
  store.subscribe(() => {
    told += 1;
  });
  for (let n = 1; n <= 500; n += 1) {
    store.receive([makeLine(n)]);
  }
  await new Promise(resolve => setTimeout(resolve, 60));
  expect(told).toBeLessThanOrEqual(3);
  expect(numbers(store).at(-1)).toBe(500);
});
