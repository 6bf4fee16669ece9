import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { FakeSignals } from '@stagedoor/ui-parts/testing';
import { makeRelease } from '../__testUtils__/builders';
import { FakeReleases } from '../__testUtils__/FakeReleases';
import { renderWithReleases } from '../__testUtils__/renderWithReleases';
import { ReleasesPage } from './ReleasesPage';

const server = setupServer();
registerMswTestHooks(server);

function open(backend: FakeReleases, signals?: FakeSignals) {
  server.use(...backend.handlers());
  renderWithReleases(<ReleasesPage />, { signals });
}

const section = (name: string) => screen.findByRole('region', { name });

/** The ids of the releases in a section, in order. */
function idsIn(element: HTMLElement): string[] {
  return within(element)
    .queryAllByRole('row')
    .slice(1)
    .map(row => /#(\d+)/.exec(row.textContent ?? '')?.[1] ?? '');
}

function populate(): FakeReleases {
  const backend = new FakeReleases();
  backend.releases = [
    makeRelease(5, { state: 'awaiting_approval', waitsForMe: true }),
    makeRelease(4, { state: 'running', currentStep: 'Canary: prod-1' }),
    makeRelease(3, { state: 'failed', outcome: 'prod-1 answered with 502' }),
    makeRelease(2, {
      environment: 'staging',
      requestedBy: 'user:default/ana.ruiz',
    }),
    makeRelease(1, { kind: 'rollback' }),
  ];
  return backend;
}

describe('ReleasesPage', () => {
  beforeEach(() => window.history.replaceState(null, '', '/releases'));

  it('shows what waits for the person, what runs, and what was', async () => {
    open(populate());
    await screen.findByRole('button', {
      name: 'Review #5, v2.0.0 to Production',
    });
    expect(idsIn(await section('Waits for you'))).toEqual(['5']);
    const running = await section('Runs now');
    await waitFor(() => expect(idsIn(running)).toEqual(['4']));
    expect(running).toHaveTextContent('Canary: prod-1');
    expect(idsIn(await section('Recent'))).toEqual(['5', '4']);
  });

  it('loads more on demand, and says how each ended', async () => {
    open(populate());
    const recent = await section('Recent');
    const more = await within(recent).findByRole('button', {
      name: 'Load more',
    });
    await userEvent.click(more);
    await waitFor(() => expect(idsIn(recent)).toEqual(['5', '4', '3', '2']));
    await userEvent.click(more);
    await waitFor(() =>
      expect(idsIn(recent)).toEqual(['5', '4', '3', '2', '1']),
    );
    expect(more).not.toBeInTheDocument();
    expect(recent).toHaveTextContent('prod-1 answered with 502');
    expect(within(recent).getByRole('row', { name: /#1/ })).toHaveTextContent(
      'rollback',
    );
  });

  it('keeps what was loaded when something changes', async () => {
    const backend = populate();
    const signals = new FakeSignals();
    open(backend, signals);
    const recent = await section('Recent');
    await userEvent.click(
      await within(recent).findByRole('button', { name: 'Load more' }),
    );
    await waitFor(() => expect(idsIn(recent)).toHaveLength(4));
    backend.releases.unshift(makeRelease(6, { state: 'queued' }));
    act(() => signals.say({ release: 6 }));
    await waitFor(() => expect(idsIn(recent)).toEqual(['6', '5', '4', '3']));
  });

  it('narrows by environment and keeps that in the address', async () => {
    open(populate());
    const recent = await section('Recent');
    await userEvent.click(
      await within(recent).findByRole('button', { name: /Environment/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'staging' }),
    );
    await waitFor(() => expect(idsIn(recent)).toEqual(['2']));
    expect(window.location.search).toBe('?environment=staging');

    await userEvent.click(
      within(recent).getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(idsIn(recent)).toEqual(['5', '4']));
    expect(window.location.search).toBe('');
  });

  it('opens as narrowed as the link that was shared, and takes no notice of nonsense', async () => {
    window.history.replaceState(
      null,
      '',
      '/releases?state=failed&state=flying&person=user:default/ben.okafor',
    );
    open(populate());
    const recent = await section('Recent');
    await waitFor(() => expect(idsIn(recent)).toEqual(['3']));
  });

  it('finds a component by typing', async () => {
    const backend = populate();
    backend.releases.unshift(
      makeRelease(9, { component: 'component:default/seat-map' }),
    );
    open(backend);
    const recent = await section('Recent');
    await userEvent.type(
      within(recent).getByRole('combobox', { name: 'Any component' }),
      'pay',
    );
    // What was offered before it was typed goes, and with it a click on it.
    await waitFor(() =>
      expect(
        screen.getAllByRole('option').map(({ textContent }) => textContent),
      ).toEqual(['payments-api']),
    );
    await userEvent.click(screen.getByRole('option', { name: 'payments-api' }));
    await waitFor(() => expect(idsIn(recent)).toEqual(['5', '4']));
    expect(new URLSearchParams(window.location.search).get('component')).toBe(
      'component:default/payments-api',
    );
  });

  it('approves in place, once the changes are before the eyes', async () => {
    const backend = populate();
    open(backend);
    await userEvent.click(
      await screen.findByRole('button', { name: /^Review #5/ }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Release #5' });
    expect(
      await within(dialog).findByText('Refund through the new account model'),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('table', { name: 'To 1 host' }),
    ).toHaveTextContent('prod-1v1.0.0v2.0.0');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: 'Comment' }),
      'Go',
    );
    await userEvent.dblClick(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    expect(
      await within(await section('Waits for you')).findByText(
        /Nothing waits for you/,
      ),
    ).toBeVisible();
    expect(new Set(backend.commands.map(({ key }) => key)).size).toBe(1);
    expect(backend.commands[0].body).toEqual({
      decision: 'approved',
      comment: 'Go',
      planHash: 'hash-of-5',
    });
  });

  it('rejects in place', async () => {
    const backend = populate();
    open(backend);
    await userEvent.click(
      await screen.findByRole('button', { name: /^Review #5/ }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject' }),
    );
    await waitFor(() => expect(backend.releases[0].state).toBe('rejected'));
  });

  it('takes the keyboard to what waits next, and in the end to the heading', async () => {
    const backend = populate();
    backend.releases.unshift(
      makeRelease(6, { state: 'awaiting_approval', waitsForMe: true }),
    );
    open(backend);
    for (const id of [6, 5]) {
      await userEvent.click(
        await screen.findByRole('button', {
          name: new RegExp(`^Review #${id}`),
        }),
      );
      await userEvent.click(
        await screen.findByRole('button', { name: 'Reject' }),
      );
      const next =
        id === 6
          ? screen.findByRole('button', { name: /^Review #5/ })
          : screen.findByRole('heading', { name: 'Waits for you' });
      await waitFor(async () => expect(await next).toHaveFocus());
    }
  });

  it('says why somebody may not decide', async () => {
    const backend = populate();
    const no = {
      allowed: false,
      reason: 'You asked for it yourself.',
    } as const;
    backend.releases[0].actions = {
      ...backend.releases[0].actions,
      approve: no,
      reject: no,
    };
    open(backend);
    await userEvent.click(
      await screen.findByRole('button', { name: /^Review #5/ }),
    );
    const approve = await screen.findByRole('button', { name: 'Approve' });
    expect(approve).toHaveAccessibleDescription('You asked for it yourself.');
    await userEvent.click(approve);
    expect(backend.commands).toEqual([]);
  });

  it('says what would be here when there is nothing', async () => {
    open(new FakeReleases());
    expect(await screen.findByText('No releases yet')).toBeVisible();
    expect(screen.getByText('No release is running.')).toBeVisible();
  });

  it('says why a part is missing and tries again', async () => {
    const backend = populate();
    backend.failures.set('listReleases', new Error('the database is away'));
    open(backend);
    const recent = await section('Recent');
    expect(await within(recent).findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    backend.failures.clear();
    await userEvent.click(
      within(recent).getByRole('button', { name: 'Try again' }),
    );
    await waitFor(() => expect(idsIn(recent)).toEqual(['5', '4']));
  });

  it('explains to who may not see releases', async () => {
    const backend = populate();
    backend.deny();
    open(backend);
    expect(
      await screen.findByText('Only viewers may see releases.'),
    ).toBeVisible();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });
});
