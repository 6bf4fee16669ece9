import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { makeRelease } from '../__testUtils__/builders';
import { FakeReleases } from '../__testUtils__/FakeReleases';
import {
  FakeSignals,
  renderWithReleases,
} from '../__testUtils__/renderWithReleases';
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
    act(() => signals.say(5));
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
    act(() => signals.say(4));
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
