import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { makeGrant, makeRequest, makeSession } from '../__testUtils__/builders';
import { FakeAccess } from '../__testUtils__/FakeAccess';
import { renderWithAccess } from '../__testUtils__/renderWithAccess';
import { ShownRequest } from './RequestPage';

const server = setupServer();
registerMswTestHooks(server);

describe('RequestPage', () => {
  it('shows who decided what, and leads to the access that it opened', async () => {
    const backend = new FakeAccess();
    backend.requests = [
      makeRequest(1, {
        state: 'approved',
        grant: 7,
        reviews: [
          {
            by: 'user:default/dara.singh',
            decision: 'approved',
            comment: 'Only for an hour',
            at: '2026-03-10T11:05:00Z',
            version: 1,
            minutes: 60,
            hosts: ['resource:default/prod-1'],
            counts: { allowed: false, reason: 'She left the team.' },
          },
        ],
      }),
    ];
    backend.grants = [makeGrant(7, { state: 'revoked' })];
    backend.sessions = [makeSession({ grant: 7 })];
    server.use(...backend.handlers());
    renderWithAccess(<ShownRequest id={1} />);
    expect(await screen.findByText('Only for an hour')).toBeVisible();
    expect(await screen.findByText('Revoked')).toBeVisible();
    expect(screen.getByText('for 1 h, on prod-1')).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'Replay the session on prod-1' }),
    ).toBeVisible();
    expect(
      screen.getByText('Does not count: She left the team.'),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: /#7/ })).toHaveAttribute(
      'href',
      '/access/grants/7',
    );
    expect(
      screen.getByRole('button', { name: 'Ask for the same' }),
    ).toBeEnabled();
  });

  it('says of a request for more time which access it is about', async () => {
    const backend = new FakeAccess();
    backend.requests = [makeRequest(1, { extends: 7 })];
    backend.grants = [makeGrant(7)];
    server.use(...backend.handlers());
    renderWithAccess(<ShownRequest id={1} />);
    expect(
      await screen.findByRole('link', { name: /it is about, #7/ }),
    ).toHaveAttribute('href', '/access/grants/7');
    expect(screen.getByText('More time')).toBeVisible();
    expect(screen.queryByText('on approval')).not.toBeInTheDocument();
  });

  it('can be taken back', async () => {
    const backend = new FakeAccess();
    backend.requests = [makeRequest(1)];
    server.use(...backend.handlers());
    renderWithAccess(<ShownRequest id={1} />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Take back' }),
    );
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Take back' }).at(-1)!,
    );
    await waitFor(() => expect(backend.requests[0].state).toBe('cancelled'));
  });

  it('can be changed to other hosts, and says that reviews are void then', async () => {
    const backend = new FakeAccess();
    backend.requests = [
      makeRequest(1, {
        reviews: [
          {
            by: 'user:default/dara.singh',
            decision: 'approved',
            at: '2026-03-10T11:05:00Z',
            version: 1,
            counts: { allowed: true },
          },
        ],
      }),
    ];
    server.use(...backend.handlers());
    renderWithAccess(<ShownRequest id={1} />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change' }),
    );
    expect(
      await screen.findByText(/reviews of the one before no longer count/),
    ).toBeVisible();
    expect(screen.getByLabelText('prod-1')).toBeChecked();
    expect(await screen.findByLabelText('staging-1')).not.toBeChecked();
  });

  it('says that there is none', async () => {
    server.use(...new FakeAccess().handlers());
    renderWithAccess(<ShownRequest id={1} />);
    expect(await screen.findByText('There is nothing here')).toBeVisible();
  });
});
