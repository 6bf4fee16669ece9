import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countChanges } from '../lib/count-changes.mjs';

const line = (verb, release = 7) => ({ verb, release });

test('a switch, and a return after it, are each one change', () => {
  assert.deepEqual(countChanges(7, { changes: 1, history: [line('switch')] }), {
    switches: 1,
    returns: 0,
    duplicates: 0,
  });
  // Whether it had to be put back is not asked here: a release that was given up is, too.
  assert.deepEqual(
    countChanges(7, { changes: 2, history: [line('switch'), line('back')] }),
    { switches: 1, returns: 1, duplicates: 0 },
  );
});

test('what an earlier release did late is not counted against this one', () => {
  const history = [line('switch', 6), line('back', 6), line('switch')];
  assert.equal(countChanges(7, { changes: 3, history }).duplicates, 0);
});

test('a second switch is seen, whether or not the host wrote it down', () => {
  const twice = [line('switch'), line('switch')];
  assert.equal(countChanges(7, { changes: 1, history: twice }).duplicates, 1);
  assert.equal(
    countChanges(7, { changes: 2, history: [line('switch')] }).duplicates,
    1,
  );
  assert.equal(countChanges(7, { changes: 2, history: twice }).duplicates, 1);
});
