import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { makeSession } from '../__testUtils__/builders';
import { FakeAccess } from '../__testUtils__/FakeAccess';
import { FakeLive } from '../__testUtils__/FakeLive';
import { renderWithAccess } from '../__testUtils__/renderWithAccess';
import type { PlayerDriver } from './liveSource';
import type { CreatePlayer } from './loadPlayer';
import { Recording } from './Recording';

const server = setupServer();
registerMswTestHooks(server);
afterEach(() => window.history.replaceState(null, '', '/'));

/** A player that plays what drives it at once, and remembers what it was told to show. */
class FakePlayer {
  readonly shown: unknown[][] = [];

  readonly load = async (): Promise<CreatePlayer> => source => {
    const driver = isDriver(source)
      ? source({ dispatch: (...event) => this.shown.push(event) })
      : undefined;
    driver?.play();
    return {
      addEventListener: () => {},
      dispose: () => driver?.stop(),
      getCurrentTime: () => driver?.getCurrentTime() ?? 0,
      seek: async () => {},
      play: async () => {},
    };
  };
}

function isDriver(source: unknown): source is PlayerDriver {
  return typeof source === 'function';
}

function open(options: { state?: 'active' | 'ended' } = {}) {
  const backend = new FakeAccess();
  const session = makeSession({ state: 'active', ...options });
  backend.sessions = [session];
  backend.recording = '{"version":2,"width":80,"height":24}\n[1,"o","$ "]\n';
  const live = new FakeLive();
  live.write({ version: 2, width: 100, height: 30 }, [1, 'o', '$ ']);
  server.use(...live.handlers(), ...backend.handlers());
  const player = new FakePlayer();
  const onChange = jest.fn();
  renderWithAccess(
    <Recording session={session} load={player.load} onChange={onChange} />,
  );
  return { live, onChange, player, session };
}

describe('Recording', () => {
  it('shows a session that lives as it goes on, and leads to its replay when it is over', async () => {
    const { live, onChange, player, session } = open();
    expect(
      await screen.findByRole('group', { name: 'Live terminal on prod-1' }),
    ).toBeVisible();
    expect(await screen.findByText('Live')).toBeVisible();
    live.write([2, 'r', '120x40'], [3, 'o', 'ls\r\n']);
    await waitFor(() =>
      expect(player.shown).toEqual([
        ['play'],
        ['reset', { size: { cols: 100, rows: 30 } }],
        ['playing'],
        ['output', '$ '],
        ['resize', { cols: 120, rows: 40 }],
        ['output', 'ls\r\n'],
      ]),
    );
    session.state = 'ended';
    session.recording.bytes = live.bytes;
    live.end();
    expect(await screen.findByText('Over')).toBeVisible();
    expect(onChange).toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Replay it' }));
    expect(
      await screen.findByRole('group', {
        name: 'Recording of the terminal on prod-1',
      }),
    ).toBeVisible();
  });

  it('begins at the moment that the address names, and goes over to what happens now', async () => {
    window.history.replaceState(null, '', '/?t=1');
    open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Watch live' }),
    );
    expect(await screen.findByText('Live')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'From the beginning' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Watch live' }),
    ).toBeVisible();
  });

  it('replays what is over', async () => {
    open({ state: 'ended' });
    expect(
      await screen.findByRole('group', {
        name: 'Recording of the terminal on prod-1',
      }),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Watch live' }),
    ).not.toBeInTheDocument();
  });
});
