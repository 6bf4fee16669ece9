import { releaseLifecycle, ReleaseEvent, ReleaseState } from './lifecycle';
import { createReleasesOpenApi } from './openapi';
import { releasesRoutes } from './routes';

describe('the lifecycle of a release', () => {
  const states = Object.keys(releaseLifecycle.states) as ReleaseState[];
  const events: ReleaseEvent[] = [
    'approve',
    'reject',
    'expire',
    'void',
    'cancel',
    'start',
    'succeed',
    'fail',
    'error',
  ];

  it('is this table', () => {
    const table = states.map(state => [
      state,
      ...events
        .map(event => [event, releaseLifecycle.next(state, event)])
        .filter(([, next]) => next)
        .map(pair => pair.join(' > ')),
    ]);
    expect(table).toEqual([
      [
        'awaiting_approval',
        'approve > queued',
        'reject > rejected',
        'expire > expired',
        'cancel > cancelled',
      ],
      [
        'queued',
        'void > awaiting_approval',
        'cancel > cancelled',
        'start > running',
      ],
      [
        'running',
        'cancel > cancelled',
        'succeed > succeeded',
        'fail > failed',
        'error > errored',
      ],
      ['succeeded'],
      ['failed'],
      ['errored'],
      ['cancelled'],
      ['rejected'],
      ['expired'],
    ]);
  });
});

it('describes every route', () => {
  const document = createReleasesOpenApi();
  const described = Object.values(document.paths as object).flatMap(path =>
    Object.values(path as Record<string, { operationId: string }>).map(
      operation => operation.operationId,
    ),
  );
  expect(described.sort()).toEqual(Object.keys(releasesRoutes).sort());
});
