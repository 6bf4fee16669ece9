import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { FakeSignals } from '@stagedoor/ui-parts/testing';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { makeRequest, makeRule } from '../__testUtils__/builders';
import { FakeAccess } from '../__testUtils__/FakeAccess';
import { renderWithAccess } from '../__testUtils__/renderWithAccess';
import { ReviewDialog } from './ReviewDialog';

const server = setupServer();
registerMswTestHooks(server);

function open(
  backend: FakeAccess,
  onDecided = () => {},
  signals = new FakeSignals(),
) {
  server.use(...backend.handlers());
  renderWithAccess(
    <ReviewDialog id={1} onDecided={onDecided} onClose={() => {}} />,
    { signals },
  );
}

describe('ReviewDialog', () => {
  it('shows who wants what and why, and approves less than was asked for', async () => {
    const backend = new FakeAccess();
    backend.requests = [
      makeRequest(1, {
        history: [
          {
            id: 9,
            state: 'denied',
            requestedAt: '2026-03-01T11:00:00Z',
            reason: 'Just looking',
          },
        ],
      }),
    ];
    const onDecided = jest.fn();
    open(backend, onDecided);
    expect(await screen.findByText('Check stuck refunds')).toBeVisible();
    expect(screen.getByText('ben.okafor')).toBeVisible();
    expect(screen.getByText('Just looking')).toBeVisible();
    expect(screen.getByText(/^Approving it opens/)).toHaveTextContent(
      'Approving it opens access at once: deploy on prod-1, prod-2 for 2 h.',
    );
    await userEvent.click(screen.getByLabelText('prod-2'));
    expect(screen.getByText(/^Approving it opens/)).toHaveTextContent(
      'deploy on prod-1 for 2 h.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(onDecided).toHaveBeenCalled());
    expect(backend.commands).toEqual([
      {
        decision: 'approved',
        version: 1,
        hosts: ['resource:default/prod-1'],
      },
    ]);
  });

  it('says how many more it takes, and what the approvals so far leave of it', async () => {
    const backend = new FakeAccess();
    backend.requests = [
      makeRequest(1, {
        rule: makeRule({ required: 3 }),
        reviews: [
          {
            by: 'user:default/dara.singh',
            decision: 'approved',
            at: '2026-03-10T11:05:00Z',
            version: 1,
            minutes: 30,
            hosts: ['resource:default/prod-2'],
            counts: { allowed: true },
          },
        ],
      }),
    ];
    open(backend);
    expect(
      await screen.findByText(/^Approving it is not enough yet/),
    ).toHaveTextContent('1 more has to. Then: deploy on prod-2 for 30 min.');
  });

  it('does not decide about a request that was changed meanwhile', async () => {
    const backend = new FakeAccess();
    backend.requests = [makeRequest(1)];
    const onDecided = jest.fn();
    open(backend, onDecided);
    const approve = await screen.findByRole('button', { name: 'Approve' });
    backend.requests = [
      makeRequest(1, { version: 2, reason: 'Drop the database' }),
    ];
    await userEvent.click(approve);
    expect(
      await screen.findByText(/The request was changed meanwhile/),
    ).toBeVisible();
    expect(await screen.findByText('Drop the database')).toBeVisible();
    expect(onDecided).not.toHaveBeenCalled();
    await userEvent.click(
      screen.getByRole('button', { name: 'I have read it' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Deny' }));
    await waitFor(() => expect(onDecided).toHaveBeenCalled());
    expect(backend.requests[0].state).toBe('denied');
  });

  it('does not decide about a change that came the moment before', async () => {
    const backend = new FakeAccess();
    const signals = new FakeSignals();
    backend.requests = [makeRequest(1)];
    open(backend, () => {}, signals);
    await userEvent.type(await screen.findByLabelText('Comment'), 'Go');
    await userEvent.click(screen.getByLabelText('prod-2'));
    backend.requests = [makeRequest(1, { version: 2, reason: 'Drop it all' })];
    act(() => signals.say({ request: 1 }));
    expect(await screen.findByText('Drop it all')).toBeVisible();
    const approve = screen.getByRole('button', { name: 'Approve' });
    await userEvent.click(approve);
    expect(approve).toHaveAccessibleDescription(/read it first/);
    expect(backend.commands).toEqual([]);
    await userEvent.click(
      screen.getByRole('button', { name: 'I have read it' }),
    );
    expect(screen.getByLabelText('prod-2')).toBeChecked();
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
    await waitFor(() =>
      expect(backend.commands).toEqual([
        { decision: 'approved', version: 2, comment: 'Go' },
      ]),
    );
  });

  it('says why the person may not decide', async () => {
    const backend = new FakeAccess();
    const no = {
      allowed: false,
      reason: 'You asked for it yourself.',
    } as const;
    const request = makeRequest(1);
    backend.requests = [
      { ...request, actions: { ...request.actions, approve: no, deny: no } },
    ];
    open(backend);
    expect(
      (await screen.findAllByText('You asked for it yourself.'))[0],
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
    expect(backend.commands).toEqual([]);
  });
});
