import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { FakeSignals } from '@stagedoor/ui-parts/testing';
import {
  makeEnvironment,
  makeHost,
  makeMatrix,
  makeRelease,
  makeSummary,
  makeVersion,
} from '../__testUtils__/builders';
import { FakeReleases } from '../__testUtils__/FakeReleases';
import { renderWithReleases } from '../__testUtils__/renderWithReleases';
import { ComponentReleases } from './ComponentReleases';

const server = setupServer();
registerMswTestHooks(server);

function open(backend: FakeReleases, signals?: FakeSignals) {
  server.use(...backend.handlers());
  renderWithReleases(<ComponentReleases />, { signals });
}

const card = (name: string) => screen.findByRole('article', { name });

describe('ComponentReleases', () => {
  beforeEach(() => window.history.replaceState(null, '', '/releases'));

  it('says what runs where, since when, by whom and how far behind', async () => {
    open(new FakeReleases());
    const production = await card('production');
    expect(production).toHaveTextContent('v1.0.0');
    expect(production).toHaveTextContent('on its one host');
    expect(production).toHaveTextContent(/released .* ago/);
    expect(production).toHaveTextContent('by ana.ruiz');
    expect(production).toHaveTextContent('3 behind main');
    expect(within(production).getByText('Verified')).toBeVisible();
  });

  it('shows each version with its hosts when there are several, and says what is unknown', async () => {
    const backend = new FakeReleases();
    const hosts = [
      makeHost('prod-1'),
      makeHost('prod-2', { version: makeVersion(2, 'v2.0.0') }),
      makeHost('prod-3', { certainty: 'unknown' }),
    ];
    backend.matrix = makeMatrix({
      environments: [
        makeEnvironment('production', { hosts, version: undefined }),
      ],
    });
    open(backend);
    const production = await card('production');
    expect(production).toHaveTextContent(/v1\.0\.0.*on 2 hosts/);
    expect(production).toHaveTextContent(/v2\.0\.0.*on 1 host/);
    expect(within(production).getByText('Unknown')).toBeVisible();

    await userEvent.click(within(production).getByText('3 hosts'));
    const table = within(production).getByRole('table', {
      name: 'Hosts of production',
    });
    expect(
      within(table).getByRole('row', { name: /prod-3/ }),
    ).toHaveTextContent('unknown');
  });

  it('says beside a button why it does nothing, and keeps it within reach', async () => {
    const backend = new FakeReleases();
    const no = { allowed: false, reason: 'Only owners may do this.' } as const;
    backend.matrix = makeMatrix({
      environments: [
        makeEnvironment('production', {
          actions: {
            release: no,
            redeploy: no,
            rollBack: { allowed: false, reason: 'Nothing ran here before.' },
          },
        }),
      ],
    });
    open(backend);
    const production = await card('production');
    expect(production).toHaveTextContent(
      'Release, Redeploy: Only owners may do this.',
    );
    const button = within(production).getByRole('button', {
      name: 'Roll back production',
    });
    expect(button).toHaveAccessibleDescription('Nothing ran here before.');
    act(() => button.focus());
    expect(button).toHaveFocus();
    await userEvent.click(button);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('follows a release while it runs', async () => {
    const backend = new FakeReleases();
    const signals = new FakeSignals();
    open(backend, signals);
    await card('production');

    const running = makeSummary(12, {
      state: 'running',
      currentStep: 'Half: prod-2',
      hosts: { total: 3, done: 1, failed: 0 },
      startedAt: '2026-03-10T11:00:00Z',
    });
    backend.matrix = makeMatrix({
      environments: [makeEnvironment('production', { running })],
    });
    act(() => signals.say({ release: 12 }));
    const production = await card('production');
    expect(
      await within(production).findByText('Releasing, 1 of 3'),
    ).toBeVisible();
    expect(production).toHaveTextContent('Half: prod-2');
    expect(
      within(production).getByRole('progressbar', { name: '#12 v2.0.0' }),
    ).toHaveAttribute('value', '1');
    expect(
      within(production).getByRole('link', { name: '#12 v2.0.0' }),
    ).toHaveAttribute('href', '/releases/12');
  });

  it('lets an approver decide in place, with the changes before their eyes', async () => {
    const backend = new FakeReleases();
    const waiting = { state: 'awaiting_approval', waitsForMe: true } as const;
    backend.releases = [makeRelease(9, waiting)];
    backend.matrix = makeMatrix({
      environments: [
        makeEnvironment('production', { waiting: [makeSummary(9, waiting)] }),
      ],
    });
    open(backend);
    const production = await card('production');
    await userEvent.click(
      within(production).getByRole('button', { name: 'Review…' }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Release #9' });
    expect(
      await within(dialog).findByText('Refund through the new account model'),
    ).toBeVisible();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    await waitFor(() => expect(backend.releases[0].state).toBe('queued'));
  });

  it('says what is wrong with the pipeline, line by line', async () => {
    const backend = new FakeReleases();
    backend.matrix = makeMatrix({
      problem:
        'spec.environments[0].path must be an absolute path\nspec.source must have exactly one of repository and git',
      environments: [],
    });
    open(backend);
    const alert = await screen.findByRole('alert');
    expect(within(alert).getAllByRole('listitem')).toHaveLength(2);
    expect(alert).toHaveTextContent('spec.environments[0].path');
  });

  it('teaches how to begin where there is no pipeline', async () => {
    const backend = new FakeReleases();
    backend.matrix = makeMatrix({ pipeline: undefined, environments: [] });
    open(backend);
    const yaml = await screen.findByLabelText('YAML of a pipeline');
    expect(yaml).toHaveTextContent('kind: ReleasePipeline');
    expect(yaml).toHaveTextContent('component: component:default/payments-api');
    expect(yaml).toHaveTextContent('- resource:default/prod-1');
  });

  it('explains to who may not see releases', async () => {
    const backend = new FakeReleases();
    backend.deny();
    open(backend);
    expect(
      await screen.findByText('Only viewers may see releases.'),
    ).toBeVisible();
  });

  it('tries again after a failure', async () => {
    const backend = new FakeReleases();
    backend.failures.set('getMatrix', new Error('the database is away'));
    open(backend);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the database is away',
    );
    backend.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await card('production')).toBeVisible();
  });

  it('keeps old facts and says that they are old when they cannot be refreshed', async () => {
    const backend = new FakeReleases();
    const signals = new FakeSignals();
    open(backend, signals);
    await card('production');
    backend.failures.set('getMatrix', new Error('the database is away'));
    act(() => signals.say({ release: 1 }));
    expect(
      await screen.findByText(/could not be refreshed.*the database is away/),
    ).toBeVisible();
    expect(await card('production')).toHaveTextContent('v1.0.0');
  });
});
