import { setImmediate as nextTurn } from 'node:timers/promises';
import { Entity } from '@backstage/catalog-model';
import { SharedReads } from './SharedReads';

function named(name: string): Entity {
  return { apiVersion: 'v1', kind: 'User', metadata: { name } };
}

/** A catalog that answers when it is told to, with what is true when it is asked. */
function createSource() {
  const requests: Array<{
    refs: string[];
    answer: () => void;
    fail: () => void;
  }> = [];
  const gone = new Set<string>();
  const reads = new SharedReads(
    refs =>
      new Promise((resolve, reject) => {
        const entities = refs.map(ref =>
          gone.has(ref) ? undefined : named(ref),
        );
        requests.push({
          refs,
          answer: () => resolve(entities),
          fail: () => reject(new Error('the catalog is away')),
        });
      }),
  );
  const settle = async () => {
    await nextTurn();
    await nextTurn();
  };
  return { gone, reads, requests, settle };
}

describe('SharedReads', () => {
  it('puts what is asked at the same time into one request, each thing once', async () => {
    const { reads, requests, settle } = createSource();
    const answers = Promise.all([
      reads.read(['a', 'b']),
      reads.read(['b', 'c']),
    ]);
    await settle();
    expect(requests.map(({ refs }) => refs)).toEqual([['a', 'b', 'c']]);
    requests[0].answer();
    await expect(answers).resolves.toEqual([
      [named('a'), named('b')],
      [named('b'), named('c')],
    ]);
  });

  it('never answers with what was read before the question', async () => {
    const { gone, reads, requests, settle } = createSource();
    const before = reads.read(['a']);
    await settle();
    gone.add('a');
    const after = [reads.read(['a']), reads.read(['a', 'b'])];
    await settle();
    expect(requests).toHaveLength(1);
    requests[0].answer();
    await expect(before).resolves.toEqual([named('a')]);
    await settle();
    expect(requests.map(({ refs }) => refs)).toEqual([['a'], ['a', 'b']]);
    requests[1].answer();
    await expect(Promise.all(after)).resolves.toEqual([
      [undefined],
      [undefined, named('b')],
    ]);
    const later = reads.read(['b']);
    await settle();
    expect(requests).toHaveLength(3);
    requests[2].answer();
    await later;
  });

  it('fails those who asked, and nobody after them', async () => {
    const { reads, requests, settle } = createSource();
    const failing = reads.read(['a']);
    await settle();
    const next = reads.read(['a']);
    requests[0].fail();
    await expect(failing).rejects.toThrow('the catalog is away');
    await settle();
    requests[1].answer();
    await expect(next).resolves.toEqual([named('a')]);
  });

  it('does not wait for a request that hangs', async () => {
    const { reads, requests, settle } = createSource();
    const hanging = reads.read(['a']);
    await settle();
    const next = reads.read(['b']);
    while (requests.length < 2) {
      await settle();
    }
    requests[1].answer();
    await expect(next).resolves.toEqual([named('b')]);
    requests[0].answer();
    await hanging;
  });
});
