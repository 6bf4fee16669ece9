import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeSignals } from '@stagedoor/ui-parts/testing';
import { setupServer } from 'msw/node';
import {
  makeGrant,
  makeHost,
  makeRequest,
  makeSession,
  me,
} from '../__testUtils__/builders';
import { FakeAccess } from '../__testUtils__/FakeAccess';
import { renderWithAccess } from '../__testUtils__/renderWithAccess';
import { EntityAccess } from '../entity/EntityAccess';
import { MyAccessWidget } from '../home/MyAccessWidget';
import { WaitsForMeWidget } from '../home/WaitsForMeWidget';
import { AccessPage } from './AccessPage';
import { AllGrants } from './AllGrants';
import { Sessions } from './Sessions';

const server = setupServer();
registerMswTestHooks(server);
afterEach(() => window.history.replaceState(null, '', '/'));

function use(change: (backend: FakeAccess) => void = () => {}) {
  const backend = new FakeAccess();
  change(backend);
  server.use(...backend.handlers());
  return backend;
}

describe('AccessPage', () => {
  it('teaches who has nothing what to do', async () => {
    use();
    renderWithAccess(<AccessPage />);
    expect(
      await screen.findByText('You have no access to hosts now'),
    ).toBeVisible();
    expect(screen.getByText('No request waits for you.')).toBeVisible();
    expect(
      await screen.findByText('You have asked for nothing yet.'),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Request access' }),
    ).toBeVisible();
  });

  it('shows what waits, what one holds, and what one asked for', async () => {
    const backend = use(fake => {
      fake.requests = [
        makeRequest(1, { waitsForMe: true }),
        makeRequest(2, { requestedBy: me, reason: 'Rotate the logs' }),
      ];
      fake.grants = [makeGrant(3)];
    });
    renderWithAccess(<AccessPage />);
    const waiting = await screen.findByRole('region', {
      name: 'Waits for you',
    });
    await userEvent.click(
      await within(waiting).findByRole('button', { name: /^Review #1/ }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Deny' }));
    await waitFor(() => expect(backend.requests[0].state).toBe('denied'));
    expect(
      await within(waiting).findByText('No request waits for you.'),
    ).toBeVisible();
    await waitFor(() =>
      expect(
        within(waiting).getByRole('heading', { name: 'Waits for you' }),
      ).toHaveFocus(),
    );
    expect(
      await within(
        screen.getByRole('region', { name: 'My access' }),
      ).findByRole('article', { name: 'prod-1' }),
    ).toBeVisible();
    expect(await screen.findByText('Rotate the logs')).toBeVisible();
  });

  it.each([
    ['active', 'Approved'],
    ['ended', 'Access given back'],
    ['expired', 'Access over'],
    ['revoked', 'Access revoked'],
  ] as const)('says what became of a request: %s', async (state, word) => {
    use(fake => {
      fake.requests = [
        makeRequest(1, { requestedBy: me, state: 'approved', grant: 3 }),
      ];
      fake.grants = [makeGrant(3, { state })];
    });
    renderWithAccess(<AccessPage />);
    const requests = await screen.findByRole('region', {
      name: 'My requests',
    });
    expect(await within(requests).findByText(word)).toBeVisible();
  });

  it('puts access that can be used before what lies ahead', async () => {
    use(fake => {
      fake.grants = [
        makeGrant(4, { state: 'scheduled', hosts: [makeHost('prod-2')] }),
        makeGrant(3),
      ];
    });
    renderWithAccess(<AccessPage />);
    await screen.findByRole('article', { name: 'prod-2' });
    expect(
      screen
        .getAllByRole('article')
        .map(card => card.getAttribute('aria-label')),
    ).toEqual(['prod-1', 'prod-2']);
  });

  it('says of access that lies ahead when it begins, and not what is left of it', async () => {
    use(fake => {
      fake.grants = [
        makeGrant(3, {
          state: 'scheduled',
          startsAt: new Date(Date.now() + 3 * 3.6e6 + 60_000).toISOString(),
        }),
      ];
    });
    window.history.replaceState(null, '', '/?view=all');
    renderWithAccess(<AccessPage />);
    const open = await screen.findByRole('region', {
      name: 'Has access, or will have',
    });
    expect(await within(open).findByText(/^begins/)).toHaveTextContent(
      'begins in 3 h',
    );
    expect(within(open).queryByText(/left/)).not.toBeInTheDocument();
  });

  it('says why a list could not be read, and reads it again', async () => {
    const backend = use(fake => {
      fake.grants = [makeGrant(3)];
      fake.failures.set('listGrants', new Error('The database is away'));
    });
    renderWithAccess(<AccessPage />);
    const mine = await screen.findByRole('region', { name: 'My access' });
    expect(await within(mine).findByText('The database is away')).toBeVisible();
    backend.failures.clear();
    await userEvent.click(
      within(mine).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await within(mine).findByRole('article', { name: 'prod-1' }),
    ).toBeVisible();
  });

  it('explains to who may not see access why not', async () => {
    use(fake => fake.deny());
    renderWithAccess(<AccessPage />, { isDenied: true });
    expect(
      await screen.findByText(/Only developers may see access/),
    ).toBeVisible();
  });
});

describe('asking by a link', () => {
  it('leads to the request, and does not ask again whoever comes back', async () => {
    window.history.replaceState(null, '', '/access?access=prod-1&view=all');
    const backend = use();
    renderWithAccess(<AccessPage />);
    await userEvent.click(await screen.findByLabelText(/^Reason/));
    await userEvent.paste('refunds are stuck');
    const ask = screen.getByRole('button', { name: 'Ask for access' });
    await waitFor(() => expect(ask).toBeEnabled());
    await userEvent.click(ask);
    await waitFor(() => expect(backend.commands).toHaveLength(1));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(window.location.search).toBe('?view=all');
  });
});

describe('Sessions', () => {
  it('ends one that lives, and leads to the recordings of all', async () => {
    const backend = use(fake => {
      fake.sessions = [
        makeSession({ state: 'active', endedAt: undefined }),
        makeSession({
          id: '1f8fad5b-d9cb-469f-a165-70867728950e',
          host: makeHost('prod-2'),
        }),
      ];
    });
    renderWithAccess(<Sessions version={0} />);
    expect(
      await screen.findByRole('link', {
        name: 'Replay the session on prod-2',
      }),
    ).toHaveAttribute(
      'href',
      '/access/sessions/1f8fad5b-d9cb-469f-a165-70867728950e',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'End the session on prod-1' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'End the session' }),
    );
    await waitFor(() => expect(backend.sessions[0].state).toBe('terminated'));
    expect(await screen.findByText('No session is open.')).toBeVisible();
  });
});

describe('past sessions', () => {
  const ids = Array.from(
    { length: 30 },
    (_, index) => `0f8fad5b-d9cb-469f-a165-7086772895${10 + index}`,
  );

  it('come page by page, and can be narrowed to a person, a host and an end', async () => {
    window.history.replaceState(
      null,
      '',
      '/?host=resource:default/prod-2&end=terminated',
    );
    use(fake => {
      fake.sessions = ids.map((id, index) =>
        makeSession({
          id,
          host: makeHost(index % 15 === 0 ? 'prod-2' : 'prod-1'),
          state: index === 0 ? 'terminated' : 'ended',
        }),
      );
    });
    renderWithAccess(<Sessions version={0} />);
    const past = await screen.findByRole('list', { name: 'Past sessions' });
    expect(within(past).getAllByRole('listitem')).toHaveLength(1);
    expect(screen.getByText('Nothing matches.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    await waitFor(() =>
      expect(within(past).getAllByRole('listitem')).toHaveLength(25),
    );
    expect(window.location.search).toBe('');
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    await waitFor(() =>
      expect(within(past).getAllByRole('listitem')).toHaveLength(30),
    );
  });
});

describe('AllGrants', () => {
  it('takes access away for a reason, and says that nobody has it then', async () => {
    const backend = use(fake => {
      fake.grants = [makeGrant(3, { holder: 'user:default/ben.okafor' })];
    });
    renderWithAccess(<AllGrants version={0} />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Revoke access #3' }),
    );
    await userEvent.click(await screen.findByLabelText(/^Why/));
    await userEvent.paste('Left the team');
    await userEvent.click(screen.getByRole('button', { name: 'Revoke now' }));
    await waitFor(() => expect(backend.grants[0].state).toBe('revoked'));
    expect(
      await screen.findByText('There is no access whose details you may see.'),
    ).toBeVisible();
  });
});

describe('who may not take access away', () => {
  it('is not offered to', async () => {
    const no = { allowed: false, reason: 'Only owners may' } as const;
    use(fake => {
      const mine = makeGrant(3);
      fake.grants = [mine, makeGrant(4)];
      mine.actions = { ...mine.actions, revoke: no };
    });
    renderWithAccess(<AllGrants version={0} />);
    expect(
      await screen.findByRole('button', { name: 'Revoke access #4' }),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Revoke access #3' }),
    ).not.toBeInTheDocument();
  });
});

describe('a dialog about a line of a list', () => {
  const others = 'user:default/ben.okafor';
  const live = { state: 'active', endedAt: undefined } as const;

  it.each<[string, string, string, string, (backend: FakeAccess) => void]>([
    [
      'revokes',
      '?view=all',
      'Revoke access #3',
      'There is no access whose details you may see.',
      backend => (backend.grants[0].state = 'revoked'),
    ],
    [
      'ends a session',
      '?view=sessions',
      'End the session on prod-1',
      'No session is open.',
      backend => (backend.sessions[0].state = 'ended'),
    ],
    [
      'ends a session under a card',
      '',
      'End the session on prod-1',
      'You have no access to hosts now',
      backend => (backend.grants[1].state = 'expired'),
    ],
  ])(
    'that %s keeps what was typed when the line goes',
    async (_, search, opener, gone, change) => {
      window.history.replaceState(null, '', `/${search}`);
      const signals = new FakeSignals();
      const backend = use(fake => {
        fake.grants = [makeGrant(3, { holder: others }), makeGrant(4)];
        if (search === '?view=all') {
          fake.grants.pop();
        }
        fake.sessions = [makeSession({ ...live, grant: 4 })];
      });
      renderWithAccess(<AccessPage />, { signals });
      await userEvent.click(
        await screen.findByRole('button', { name: opener }),
      );
      await userEvent.type(await screen.findByLabelText(/^Why/), 'Because');
      change(backend);
      act(() => signals.say({ grant: 3 }));
      expect(await screen.findByText(gone)).toBeInTheDocument();
      expect(screen.getByLabelText(/^Why/)).toHaveValue('Because');
      expect(screen.getByLabelText(/^Why/)).toHaveFocus();
    },
  );
});

describe('EntityAccess', () => {
  it('says who has access to which host now, and asks for it', async () => {
    use(fake => {
      fake.holders = [
        {
          host: makeHost('prod-1'),
          holders: [
            {
              holder: 'user:default/ben.okafor',
              account: 'deploy',
              grant: 3,
              startsAt: '2026-03-10T09:00:00Z',
              endsAt: '2099-03-10T11:00:00Z',
              liveSessions: 2,
            },
          ],
        },
        { host: makeHost('prod-10'), holders: [] },
        { host: makeHost('prod-2'), holders: [] },
      ];
    });
    renderWithAccess(<EntityAccess />);
    const list = await screen.findByRole('list', {
      name: 'Who has access now',
    });
    const [first, second, third] = within(list).getAllByRole('listitem');
    expect(first).toHaveTextContent(/prod-1.*ben.okafor.*2 live sessions/);
    expect(second).toHaveTextContent(/prod-2.*nobody/);
    expect(third).toHaveTextContent(/prod-10.*nobody/);
    await userEvent.click(
      screen.getByRole('button', { name: 'Request access' }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Request access to payments-api',
      }),
    ).toBeVisible();
  });

  it('says who had access at an earlier time, from when to when', async () => {
    window.history.replaceState(null, '', '/?at=2026-03-10T10:00:00.000Z');
    use(fake => {
      const holder = (name: string, grant: number, startsAt: string) => ({
        holder: `user:default/${name}`,
        account: 'deploy',
        grant,
        startsAt,
        endsAt: '2026-03-10T11:00:00Z',
        liveSessions: 0,
      });
      fake.holders = [
        {
          host: makeHost('prod-1'),
          holders: [
            {
              ...holder('ben.okafor', 3, '2026-03-10T09:00:00Z'),
              endedAt: '2026-03-10T10:30:00Z',
            },
            holder('ana.ruiz', 4, '2026-03-10T10:15:00Z'),
          ],
        },
      ];
    });
    renderWithAccess(<EntityAccess />);
    const then = await screen.findByRole('list', { name: 'Who had access' });
    expect(then).toHaveTextContent(/prod-1.*ben.okafor.*ended early/);
    expect(then).not.toHaveTextContent('ana.ruiz');
    expect(screen.getByLabelText(/^Moment, in /)).toHaveValue();
    await userEvent.click(screen.getByLabelText('Now'));
    expect(
      await screen.findByRole('list', { name: 'Who has access now' }),
    ).toHaveTextContent('ana.ruiz');
    await userEvent.click(screen.getByLabelText('At an earlier time'));
    expect(await screen.findByText('nobody')).toBeVisible();
  });

  it('looks for nobody at a moment that lies ahead', async () => {
    window.history.replaceState(null, '', '/?at=2099-03-10T10:00:00.000Z');
    use(fake => {
      fake.holders = [{ host: makeHost('prod-1'), holders: [] }];
    });
    renderWithAccess(<EntityAccess />);
    expect(await screen.findByText(/That moment lies ahead/)).toBeVisible();
    expect(screen.queryByText('nobody')).not.toBeInTheDocument();
  });

  it('says that there are no hosts', async () => {
    use();
    renderWithAccess(<EntityAccess />);
    expect(await screen.findByText('There are no hosts here')).toBeVisible();
  });
});

describe('the home page', () => {
  it('says so when somebody else decides what is being reviewed', async () => {
    const signals = new FakeSignals();
    const backend = use(fake => {
      fake.requests = [makeRequest(1, { waitsForMe: true })];
    });
    renderWithAccess(<WaitsForMeWidget />, { signals });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Review #1/ }),
    );
    await userEvent.type(await screen.findByLabelText('Comment'), 'Go');
    const [request] = backend.requests;
    const no = { allowed: false, reason: 'It has been decided.' } as const;
    request.waitsForMe = false;
    request.actions = { ...request.actions, approve: no, deny: no };
    act(() => signals.say({ request: 1 }));
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Approve' }),
      ).toHaveAccessibleDescription('It has been decided.'),
    );
  });

  it('has what waits, decided in place, and what one has access to', async () => {
    use(fake => {
      fake.requests = [makeRequest(1, { waitsForMe: true })];
      fake.grants = [makeGrant(3)];
    });
    renderWithAccess(
      <>
        <WaitsForMeWidget />
        <MyAccessWidget />
      </>,
    );
    const card = await screen.findByRole('region', {
      name: 'Requests for access that wait for you',
    });
    await userEvent.click(
      within(card).getByRole('button', { name: /^Review #1/ }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    await waitFor(() => expect(card).not.toBeInTheDocument());
    expect(
      await screen.findByRole('link', { name: 'prod-1 as deploy' }),
    ).toHaveAttribute('href', '/access/grants/3');
  });
});
