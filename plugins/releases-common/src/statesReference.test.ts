import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  hostStateSchema,
  releaseLifecycle,
  ReleaseEvent,
  ReleaseState,
} from './lifecycle';

const reference = readFileSync(
  join(__dirname, '../../../docs/reference/release-states.md'),
  'utf8',
);

const events: ReleaseEvent[] = [
  'void',
  'approve',
  'reject',
  'expire',
  'start',
  'succeed',
  'fail',
  'error',
  'cancel',
];

function describeNext(state: ReleaseState): string {
  return events
    .map(event => [event, releaseLifecycle.next(state, event)])
    .filter(([, next]) => next)
    .map(([event, next]) => `\`${event}\` → \`${next}\``)
    .join(', ');
}

describe('the reference of states', () => {
  it('shows the lifecycle of a release', () => {
    const [, section] = reference.split(/^## /m);
    const rows = section
      .split('\n')
      .filter(line => line.startsWith('| `'))
      .map(line =>
        line
          .split('|')
          .slice(1, -1)
          .map(cell => cell.trim()),
      );
    expect(rows).toEqual(
      Object.entries(releaseLifecycle.states).map(
        ([state, { title, description }]) => [
          `\`${state}\``,
          title,
          description,
          describeNext(state as ReleaseState),
        ],
      ),
    );
  });

  it('explains every state of a host', () => {
    const explained = [...reference.matchAll(/^\| `([a-z_]+)`/gm)].map(
      ([, state]) => state,
    );
    expect(explained).toEqual(expect.arrayContaining(hostStateSchema.options));
  });
});
