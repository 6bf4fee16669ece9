import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  makeEnvironment,
  makeMatrix,
  makeSummary,
  makeVersion,
} from '../__testUtils__/builders';
import { FakeReleases } from '../__testUtils__/FakeReleases';
import { renderWithReleases } from '../__testUtils__/renderWithReleases';
import { EnvironmentsCard } from './EnvironmentsCard';

const server = setupServer();
registerMswTestHooks(server);

const tab = '/catalog/default/component/payments-api/releases';

function open(backend: FakeReleases) {
  server.use(...backend.handlers());
  renderWithReleases(<EnvironmentsCard />);
}

describe('EnvironmentsCard', () => {
  it('leads to the dialogs of what may be done, filled in', async () => {
    const backend = new FakeReleases();
    backend.matrix = makeMatrix({
      environments: [
        makeEnvironment('production', {
          rollBackTargets: [
            {
              version: makeVersion(4, 'v0.9.0'),
              release: 3,
              at: '2026-03-01T11:00:00Z',
              from: 'hosts',
            },
          ],
        }),
      ],
    });
    open(backend);
    const card = await screen.findByRole('article', { name: 'production' });
    expect(card).toHaveTextContent('v1.0.0');
    expect(
      within(card).getByRole('link', { name: 'Release to production' }),
    ).toHaveAttribute('href', `${tab}?release=production`);
    expect(
      within(card).getByRole('link', { name: 'Roll back production' }),
    ).toHaveAttribute(
      'href',
      `${tab}?rollBack=production&version=${makeVersion(4).commit}`,
    );
  });

  it('says how the last release went, where it went wrong', async () => {
    const backend = new FakeReleases();
    backend.matrix = makeMatrix({
      environments: [
        makeEnvironment('production', {
          last: makeSummary(6, {
            state: 'failed',
            outcome: 'prod-1 answered with 502',
          }),
        }),
      ],
    });
    open(backend);
    const card = await screen.findByRole('article', { name: 'production' });
    expect(within(card).getByText('Last release failed')).toBeVisible();
    expect(card).toHaveTextContent('prod-1 answered with 502');
  });

  it('only leads to the tab where nothing may be done', async () => {
    const backend = new FakeReleases();
    const no = { allowed: false, reason: 'Only owners may do this.' } as const;
    backend.matrix = makeMatrix({
      environments: [
        makeEnvironment('production', {
          actions: { release: no, redeploy: no, rollBack: no },
        }),
      ],
    });
    open(backend);
    const card = await screen.findByRole('article', { name: 'production' });
    expect(
      within(card).getByRole('link', { name: 'Open releases' }),
    ).toHaveAttribute('href', tab);
  });

  it('says in one line that nothing is released from here, and where to learn how', async () => {
    const backend = new FakeReleases();
    backend.matrix = makeMatrix({ pipeline: undefined, environments: [] });
    open(backend);
    expect(await screen.findByText(/Not released from here yet/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'See what to do' }),
    ).toHaveAttribute('href', tab);
  });

  it('says why it is empty, and tries again', async () => {
    const backend = new FakeReleases();
    backend.failures.set('getMatrix', new Error('the database is away'));
    open(backend);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    backend.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('article', { name: 'production' }),
    ).toBeVisible();
  });
});
