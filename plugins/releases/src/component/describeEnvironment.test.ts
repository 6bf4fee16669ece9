import type { MatrixEnvironment } from '@stagedoor/plugin-releases-common';
import {
  makeEnvironment,
  makeHost,
  makeSummary,
  makeVersion,
} from '../__testUtils__/builders';
import { countVersions, statusOfEnvironment } from './describeEnvironment';

const never = makeHost('a', {
  certainty: 'never',
  version: undefined,
  since: undefined,
});

describe('statusOfEnvironment', () => {
  it.each<[string, Partial<MatrixEnvironment>]>([
    ['verified', {}],
    ['verified', { last: makeSummary(1, { state: 'cancelled' }) }],
    ['failed', { last: makeSummary(1, { state: 'failed' }) }],
    ['failed', { last: makeSummary(1, { state: 'errored' }) }],
    ['mixed', { version: undefined }],
    [
      'failed',
      { version: undefined, last: makeSummary(1, { state: 'failed' }) },
    ],
    [
      'failed',
      {
        hosts: [never],
        version: undefined,
        last: makeSummary(1, { state: 'failed' }),
      },
    ],
    ['nothing', { hosts: [never], version: undefined }],
    ['unknown', { hosts: [never, makeHost('b', { certainty: 'unknown' })] }],
    ['queued', { waiting: [makeSummary(1, { state: 'queued' })] }],
    [
      'awaitingApproval',
      {
        waiting: [
          makeSummary(1, { state: 'queued' }),
          makeSummary(2, { state: 'awaiting_approval' }),
        ],
      },
    ],
    [
      'running',
      {
        running: makeSummary(3, { state: 'running' }),
        waiting: [makeSummary(1, { state: 'queued' })],
        last: makeSummary(1, { state: 'failed' }),
      },
    ],
  ])('is %s', (status, more) => {
    expect(statusOfEnvironment(makeEnvironment('production', more))).toBe(
      status,
    );
  });

  it('never calls what is unknown good', () => {
    const hosts = [makeHost('a'), makeHost('b', { certainty: 'unknown' })];
    const last = makeSummary(1, { state: 'succeeded' });
    expect(statusOfEnvironment(makeEnvironment('p', { hosts, last }))).toBe(
      'unknown',
    );
  });
});

describe('countVersions', () => {
  it('puts the version of most hosts first', () => {
    const old = makeHost('c', { version: makeVersion(9) });
    expect(
      countVersions([old, makeHost('a'), makeHost('b'), never]).map(
        ({ version, hosts }) => [version.commit.slice(0, 7), hosts],
      ),
    ).toEqual([
      ['0000001', 2],
      ['0000009', 1],
    ]);
  });
});
