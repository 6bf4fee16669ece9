import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { makeSession } from '../__testUtils__/builders';
import { FakeAccess } from '../__testUtils__/FakeAccess';
import { renderWithAccess } from '../__testUtils__/renderWithAccess';
import type { CreatePlayer } from './loadPlayer';
import { Replay } from './Replay';
import { TimeScale } from './TimeScale';
import { writeClock } from './moments';

const server = setupServer();
registerMswTestHooks(server);

const cast = [
  '{"version":2,"width":80,"height":24}',
  '[1.0,"o","$ "]',
  '[61.0,"o","ls\\r\\n"]',
  '[62.0,"o","secret.txt\\r\\n"]',
  '',
].join('\n');

/** A player that remembers what it was made with and where it was sent. */
class FakePlayers {
  readonly made: Parameters<CreatePlayer>[2][] = [];
  readonly sought: unknown[] = [];
  disposed = 0;
  at = 0;

  readonly load =
    async (): Promise<CreatePlayer> => (_source, _place, options) => {
      this.made.push(options);
      return {
        dispose: () => {
          this.disposed += 1;
        },
        getCurrentTime: () => this.at,
        seek: async moment => {
          this.sought.push(moment);
        },
        play: async () => {},
      };
    };
}

function open() {
  const backend = new FakeAccess();
  backend.recording = cast;
  backend.hits = [{ at: 62, text: 'secret.txt' }];
  server.use(...backend.handlers());
  const players = new FakePlayers();
  const view = renderWithAccess(
    <Replay session={makeSession()} load={players.load} />,
  );
  return { players, view };
}

describe('Replay', () => {
  it('marks what was searched for on the time bar, and jumps there', async () => {
    const { players } = open();
    await waitFor(() => expect(players.made).toHaveLength(1));
    await userEvent.type(
      screen.getByLabelText('Search the recording'),
      'secret',
    );
    expect(await screen.findByText('1 hit')).toBeVisible();
    // The minute of silence before it is cut to two seconds.
    await waitFor(() =>
      expect(players.made.at(-1)?.markers).toEqual([[4, 'secret.txt']]),
    );
    await userEvent.click(screen.getByRole('button', { name: /1:02/ }));
    expect(players.sought).toEqual([4]);
  });

  it('takes another speed at the moment where it was', async () => {
    const { players } = open();
    await waitFor(() => expect(players.made).toHaveLength(1));
    players.at = 3;
    await userEvent.click(screen.getByLabelText('Skip pauses'));
    await waitFor(() => expect(players.made).toHaveLength(2));
    expect(players.made[1]?.idleTimeLimit).toBeUndefined();
    expect(players.made[1]?.startAt).toBe(61);
  });

  it('leaves nothing running behind', async () => {
    const { players, view } = open();
    await waitFor(() => expect(players.made).toHaveLength(1));
    view.unmount();
    expect(players.disposed).toBe(1);
  });
});

describe('TimeScale', () => {
  it('reads one clock from the other', () => {
    const scale = new TimeScale(cast, 2);
    expect(scale.seconds).toBe(62);
    expect(scale.toPlayer(1)).toBe(1);
    expect(scale.toPlayer(31)).toBe(2);
    expect(scale.toPlayer(61)).toBe(3);
    expect(scale.toSession(3)).toBe(61);
    expect(scale.toSession(99)).toBe(62);
    expect(new TimeScale(cast, undefined).toPlayer(31)).toBe(31);
    expect(new TimeScale('', 2).toPlayer(5)).toBe(0);
  });
});

describe('writeClock', () => {
  it.each([
    [0, '0:00'],
    [65.9, '1:05'],
    [3725, '1:02:05'],
  ])('%d', (seconds, clock) => {
    expect(writeClock(seconds)).toBe(clock);
  });
});
