import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
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
  readonly casts: unknown[] = [];
  readonly sought: unknown[] = [];
  disposed = 0;
  at = 0;
  readonly #listeners = new Map<string, () => void>();

  /** Somebody presses a button of the player. */
  press(name: 'play' | 'pause' | 'seeked'): void {
    this.#listeners.get(name)?.();
  }

  readonly load =
    async (): Promise<CreatePlayer> => (source, _place, options) => {
      this.made.push(options);
      this.casts.push(
        typeof source === 'object' && 'data' in source && source.data,
      );
      return {
        addEventListener: (name: string, hear: () => void) => {
          this.#listeners.set(name, hear);
        },
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

function open(options: { isLong?: boolean } = {}) {
  const backend = new FakeAccess();
  let finish = () => {};
  const isFinished = new Promise<void>(resolve => {
    finish = resolve;
  });
  const session = makeSession();
  if (options.isLong) {
    session.recording.bytes = 50_000_000;
    server.use(
      http.get('*/recording', async ({ request }) => {
        if (request.headers.has('range')) {
          // In the middle of a line, as bytes are.
          return HttpResponse.text(cast.slice(0, cast.indexOf('ls')));
        }
        await isFinished;
        return HttpResponse.text(cast);
      }),
    );
  }
  backend.recording = cast;
  backend.hits = [{ at: 62, text: 'secret.txt' }];
  server.use(...(options.isLong ? [] : backend.handlers()));
  const players = new FakePlayers();
  const view = renderWithAccess(
    <Replay session={session} load={players.load} />,
  );
  return { backend, finish, players, view };
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
    // Anew from the beginning: the player forgets what its first picture was made of.
    expect(players.sought).toEqual([0, expect.closeTo(4.01, 5)]);
  });

  it('says where a search ended because the recording is torn', async () => {
    const { backend, players } = open();
    backend.tornAt = 62;
    await waitFor(() => expect(players.made).toHaveLength(1));
    await userEvent.type(
      screen.getByLabelText('Search the recording'),
      'nowhere',
    );
    expect(await screen.findByText(/^Not found\./)).toHaveTextContent(
      'Not found. The recording ends early, at 1:02: what came after could not be searched.',
    );
  });

  it('shows the end to whoever pulls the time bar there before anything was played', async () => {
    const { players } = open();
    await waitFor(() => expect(players.made).toHaveLength(1));
    players.at = 4;
    players.press('seeked');
    // The player has wiped its first picture away by then, and has nothing more to show.
    await waitFor(() =>
      expect(players.sought).toEqual([0, expect.closeTo(4.01, 5)]),
    );
    players.press('seeked');
    expect(players.sought).toHaveLength(2);
  });

  it('is at the beginning as long as nothing was played, whatever its first picture shows', async () => {
    window.history.replaceState(null, '', '/access/sessions/1');
    const { players } = open();
    await waitFor(() => expect(players.made).toHaveLength(1));
    // Where the player says that its picture of the end is.
    players.at = 4;
    await userEvent.click(
      screen.getByRole('button', { name: 'Copy link to this moment' }),
    );
    expect(window.location.search).toBe('');
    await userEvent.click(screen.getByLabelText('Skip pauses'));
    await waitFor(() => expect(players.made).toHaveLength(2));
    expect(players.made[1]?.startAt).toBe(0);
  });

  it('takes another speed at the moment where it was', async () => {
    const { players } = open();
    await waitFor(() => expect(players.made).toHaveLength(1));
    players.at = 3;
    players.press('seeked');
    await userEvent.click(screen.getByLabelText('Skip pauses'));
    await waitFor(() => expect(players.made).toHaveLength(2));
    expect(players.made[1]?.idleTimeLimit).toBeUndefined();
    expect(players.made[1]?.startAt).toBe(61);
    // With all that led to it, which a picture of that moment would not keep.
    expect(players.made[1]?.poster).toBeUndefined();
    expect(players.sought).toEqual([expect.closeTo(61.01, 5)]);
  });

  it('plays on after a change if it did before', async () => {
    const { players } = open();
    await waitFor(() => expect(players.made).toHaveLength(1));
    players.press('play');
    await userEvent.click(screen.getByLabelText('Skip pauses'));
    await waitFor(() => expect(players.made).toHaveLength(2));
    players.press('pause');
    await userEvent.click(screen.getByLabelText('Skip pauses'));
    await waitFor(() => expect(players.made).toHaveLength(3));
    expect(players.made.map(options => options?.autoPlay)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('shows the beginning of a long recording at once, and then all of it', async () => {
    const { players, backend, finish } = open({ isLong: true });
    expect(await screen.findByText(/^This is the beginning/)).toBeVisible();
    await waitFor(() => expect(players.casts).toHaveLength(1));
    expect(players.casts[0]).toBe(cast.slice(0, cast.indexOf('[61.0')));
    players.press('play');
    players.at = 1;
    finish();
    await waitFor(() => expect(players.casts).toHaveLength(2));
    expect(players.casts[1]).toBe(backend.recording);
    expect(players.made[1]).toMatchObject({ startAt: 1, autoPlay: true });
    expect(
      screen.queryByText(/^This is the beginning/),
    ).not.toBeInTheDocument();
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
