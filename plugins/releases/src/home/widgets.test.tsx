import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { FakeSignals } from '@stagedoor/ui-parts/testing';
import { makeRelease, makeVersion } from '../__testUtils__/builders';
import { FakeReleases } from '../__testUtils__/FakeReleases';
import { renderWithReleases } from '../__testUtils__/renderWithReleases';
import { MyServicesWidget } from './MyServicesWidget';
import { RunsNowWidget } from './RunsNowWidget';
import { WaitsForMeWidget } from './WaitsForMeWidget';

const server = setupServer();
registerMswTestHooks(server);

const waiting = () =>
  makeRelease(5, { state: 'awaiting_approval', waitsForMe: true });

describe('WaitsForMeWidget', () => {
  it('lets the person decide without leaving the home page', async () => {
    const backend = new FakeReleases();
    backend.releases = [waiting()];
    server.use(...backend.handlers());
    renderWithReleases(<WaitsForMeWidget />);
    const card = await screen.findByRole('region', {
      name: 'Releases that wait for you',
    });
    await userEvent.click(
      within(card).getByRole('button', { name: /^Review #5/ }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    await waitFor(() => expect(card).not.toBeInTheDocument());
    expect(backend.releases[0].state).toBe('queued');
  });

  it('says so when somebody else decides what is being reviewed', async () => {
    const backend = new FakeReleases();
    const signals = new FakeSignals();
    backend.releases = [waiting()];
    server.use(...backend.handlers());
    renderWithReleases(<WaitsForMeWidget />, { signals });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Review #5/ }),
    );
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Comment' }),
      'Go',
    );
    const [release] = backend.releases;
    const no = { allowed: false, reason: 'It has been decided.' } as const;
    release.waitsForMe = false;
    release.actions = { ...release.actions, approve: no, reject: no };
    act(() => signals.say({ release: 5 }));
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Approve' }),
      ).toHaveAccessibleDescription('It has been decided.'),
    );
  });

  it('appears when something comes to wait', async () => {
    const backend = new FakeReleases();
    const signals = new FakeSignals();
    server.use(...backend.handlers());
    renderWithReleases(
      <>
        <p>home</p>
        <WaitsForMeWidget />
      </>,
      { signals },
    );
    await screen.findByText('home');
    expect(screen.queryByRole('region', { name: /wait/ })).toBeNull();
    backend.releases = [waiting()];
    act(() => signals.say({ release: 5 }));
    expect(
      await screen.findByRole('region', { name: 'Releases that wait for you' }),
    ).toBeVisible();
  });
});

describe('RunsNowWidget', () => {
  it('shows what runs, or that nothing does', async () => {
    const backend = new FakeReleases();
    const signals = new FakeSignals();
    server.use(...backend.handlers());
    renderWithReleases(<RunsNowWidget />, { signals });
    expect(await screen.findByText('No release is running.')).toBeVisible();
    backend.releases = [
      makeRelease(4, { state: 'running', currentStep: 'Canary: prod-1' }),
    ];
    act(() => signals.say({ release: 4 }));
    expect(await screen.findByText(/Canary: prod-1/)).toBeVisible();
    expect(screen.getByRole('link', { name: /v2\.0\.0/ })).toHaveAttribute(
      'href',
      '/releases/4',
    );
  });

  it('takes no room on the home page of who may not see releases', async () => {
    const backend = new FakeReleases();
    backend.deny();
    server.use(...backend.handlers());
    renderWithReleases(<RunsNowWidget />);
    await screen.findByRole('region', { name: 'Runs now' });
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'Runs now' })).toBeNull(),
    );
  });
});

describe('MyServicesWidget', () => {
  const tab = '/catalog/default/component/payments-api/releases';

  function own(): FakeReleases {
    const backend = new FakeReleases();
    backend.deployments = {
      environments: ['dev', 'staging', 'production', 'moon'].map(name => ({
        name,
        title: name,
      })),
      items: [
        {
          component: 'component:default/payments-api',
          title: 'payments-api',
          environments: [
            {
              name: 'dev',
              state: 'same',
              hosts: 1,
              version: makeVersion(2, 'v2.0.0'),
              since: '2026-03-10T11:00:00Z',
              running: 12,
            },
            { name: 'staging', state: 'mixed', hosts: 2 },
            { name: 'production', state: 'unknown', hosts: 3 },
          ],
        },
      ],
      total: 1,
    };
    return backend;
  }

  function open(backend: FakeReleases, signals?: FakeSignals) {
    server.use(...backend.handlers());
    renderWithReleases(<MyServicesWidget />, { signals });
  }

  const mine = () => screen.findByRole('table', { name: 'My services' });

  it('says which version runs where, what is on its way, and leads to its releases', async () => {
    open(own());
    const row = await within(await mine()).findByRole('row', {
      name: /^payments-api.*v2\.0\.0/,
    });
    expect(
      within(await mine())
        .getAllByRole('columnheader')
        .map(header => header.textContent),
    ).toEqual(['Service', 'dev', 'staging', 'production']);
    expect(within(row).getByRole('link', { name: 'v2.0.0' })).toHaveAttribute(
      'href',
      tab,
    );
    expect(within(row).getByRole('link', { name: '#12 runs' })).toHaveAttribute(
      'href',
      '/releases/12',
    );
    expect(within(row).getByText('several versions')).toBeVisible();
    expect(within(row).getByText('unknown')).toBeVisible();
  });

  it('lists what is not released from here, and says what is wrong with a pipeline', async () => {
    const backend = new FakeReleases();
    open(backend);
    expect(await screen.findByText('Not released from here')).toBeVisible();
    expect(screen.getByRole('link', { name: 'payments-api' })).toHaveAttribute(
      'href',
      '/catalog/default/component/payments-api',
    );
  });

  it('leads to what is wrong with a pipeline', async () => {
    const backend = own();
    const [item] = backend.deployments.items;
    backend.deployments.items = [
      { ...item, problem: 'spec.source is missing', environments: [] },
    ];
    open(backend);
    expect(
      await screen.findByRole('link', { name: 'The pipeline cannot be used' }),
    ).toHaveAttribute('href', tab);
  });

  it('follows releases', async () => {
    const backend = own();
    const signals = new FakeSignals();
    open(backend, signals);
    await screen.findByRole('link', { name: 'v2.0.0' });
    const [dev] = backend.deployments.items[0].environments;
    dev.version = makeVersion(3, 'v3.0.0');
    act(() => signals.say({ release: 12 }));
    expect(await screen.findByRole('link', { name: 'v3.0.0' })).toBeVisible();
  });

  it('still says what is owned when what runs cannot be told, and tries again', async () => {
    const backend = own();
    backend.failures.set('listDeployments', new Error('the database is away'));
    open(backend);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    expect(screen.getByRole('link', { name: 'payments-api' })).toBeVisible();
    backend.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'v2.0.0' })).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
