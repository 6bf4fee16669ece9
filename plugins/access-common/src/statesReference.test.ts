import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  GrantEvent,
  grantLifecycle,
  RequestEvent,
  requestLifecycle,
  sessionStateSchema,
} from './lifecycle';
import { sessionSchema } from './grant';

const [, requests, grants, sessions, recordings] = readFileSync(
  join(__dirname, '../../../docs/reference/access-states.md'),
  'utf8',
).split(/^## /m);

const requestEvents: RequestEvent[] = ['approve', 'deny', 'cancel', 'expire'];
const grantEvents: GrantEvent[] = ['activate', 'return', 'expire', 'revoke'];

function readRows(section: string): string[][] {
  return section
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    );
}

function describeRows<TState extends string, TEvent extends string>(
  lifecycle: {
    states: Record<TState, { title: string; description: string }>;
    next(state: TState, event: TEvent): TState | undefined;
  },
  events: readonly TEvent[],
): string[][] {
  return (Object.keys(lifecycle.states) as TState[]).map(state => {
    const { title, description } = lifecycle.states[state];
    const next = events
      .map(event => [event, lifecycle.next(state, event)])
      .filter(([, to]) => to)
      .map(([event, to]) => `\`${event}\` → \`${to}\``);
    return [`\`${state}\``, title, description, next.join(', ')];
  });
}

const listStates = (section: string) =>
  readRows(section).map(([state]) => state);
const inBackticks = (states: readonly string[]) =>
  states.map(state => `\`${state}\``);

describe('the reference of states', () => {
  it('shows the lifecycle of a request', () => {
    expect(readRows(requests)).toEqual(
      describeRows(requestLifecycle, requestEvents),
    );
  });

  it('shows the lifecycle of a grant', () => {
    expect(readRows(grants)).toEqual(describeRows(grantLifecycle, grantEvents));
  });

  it('explains every state of a session and of its recording', () => {
    expect(listStates(sessions)).toEqual(
      inBackticks(sessionStateSchema.options),
    );
    expect(listStates(recordings)).toEqual(
      inBackticks(sessionSchema.shape.recording.shape.state.options),
    );
  });
});
