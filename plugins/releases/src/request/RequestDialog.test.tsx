import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  makeEnvironment,
  makeHost,
  makeMatrix,
  makeOffer,
  makeVersion,
} from '../__testUtils__/builders';
import { FakeReleases } from '../__testUtils__/FakeReleases';
import { renderWithReleases } from '../__testUtils__/renderWithReleases';
import { ComponentReleases } from '../component/ComponentReleases';

const server = setupServer();
registerMswTestHooks(server);

/** Opens the tab at an address, and waits for the dialog that the address asks for. */
async function openAt(
  backend: FakeReleases,
  search: string,
  names?: Record<string, string>,
) {
  window.history.replaceState(null, '', `/releases${search}`);
  server.use(...backend.handlers());
  renderWithReleases(<ComponentReleases />, { names });
  return search ? screen.findByRole('dialog') : undefined;
}

const dialog = () => screen.getByRole('dialog');

describe('RequestDialog', () => {
  it.each([
    ['while one chooses', '?release=production'],
    ['while one confirms', '?release=production&version=v2.0.0'],
  ])('calls the component what the catalog calls it, %s', async (_, search) => {
    expect(
      await openAt(new FakeReleases(), search, {
        'component:default/payments-api': 'Payments API',
      }),
    ).toHaveAccessibleName('Release Payments API');
  });

  it('asks for a release with nothing but the keyboard', async () => {
    const backend = new FakeReleases();
    backend.versions = [
      makeOffer(3),
      makeOffer(2, { tags: ['v2.0.0'], runsOn: ['staging'] }),
    ];
    await openAt(backend, '');
    const release = await screen.findByRole('button', {
      name: 'Release to production',
    });
    act(() => release.focus());
    await userEvent.keyboard('{Enter}');

    const versions = await screen.findByRole('group', { name: 'Version' });
    const radios = within(versions).getAllByRole('radio');
    expect(radios[1].closest('label')).toHaveTextContent('runs on staging');
    act(() => radios[0].focus());
    await userEvent.keyboard('[Space]');
    await userEvent.keyboard('{ArrowDown}');
    expect(radios[1]).toBeChecked();
    act(() =>
      screen.getByRole('button', { name: 'See what will change' }).focus(),
    );
    await userEvent.keyboard('{Enter}');

    const hosts = await screen.findByRole('table', { name: 'To 1 host' });
    expect(hosts).toHaveTextContent('v1.0.0');
    await userEvent.type(
      screen.getByRole('textbox', { name: /Why/ }),
      'PAY-311',
    );
    act(() =>
      within(dialog())
        .getByRole('button', { name: /^Release .* to production$/ })
        .focus(),
    );
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(backend.commands).toHaveLength(1));
    expect(backend.commands[0].body).toMatchObject({
      component: 'component:default/payments-api',
      environment: 'production',
      kind: 'release',
      version: makeVersion(2).commit,
      reason: 'PAY-311',
      planHash: 'plan-1',
    });
  });

  it('does one thing when pressed twice, and when tried again after the answer was lost', async () => {
    const backend = new FakeReleases();
    await openAt(backend, '?release=production&version=v2.0.0');
    const confirm = await screen.findByRole('button', {
      name: 'Release v2.0.0 to production',
    });
    backend.failures.set('createRelease', new Error('the answer was lost'));
    await userEvent.dblClick(confirm);
    expect(await screen.findByText('the answer was lost')).toBeVisible();
    backend.failures.clear();
    await userEvent.dblClick(confirm);
    await waitFor(() => expect(backend.releases).toHaveLength(1));
    expect(new Set(backend.commands.map(({ key }) => key)).size).toBe(1);
    expect(backend.commands[0].key).toMatch(/^[0-9a-f]{32}$/);
  });

  it('shows exactly what will change: hosts, batches, commits, approvals, what is in the way', async () => {
    const backend = new FakeReleases();
    backend.matrix = makeMatrix({
      environments: [
        makeEnvironment('production', {
          hosts: [
            makeHost('prod-1'),
            makeHost('prod-2', { version: undefined, certainty: 'never' }),
          ],
        }),
      ],
    });
    backend.preview = {
      approvalRule: {
        required: 1,
        given: 0,
        from: ['owner', 'group:default/sre'],
        people: ['user:default/dara.singh'],
      },
      busy: { release: 5, then: 'It waits until #5 is done' },
    };
    const shown = await openAt(backend, '?release=production&version=v2.0.0');
    const hosts = await screen.findByRole('table', {
      name: 'To 2 hosts in 2 batches',
    });
    expect(
      within(hosts)
        .getAllByRole('row')
        .slice(1)
        .map(row => row.textContent),
    ).toEqual(['1prod-1v1.0.0v2.0.0', '2prod-2nothingv2.0.0']);
    expect(shown).toHaveTextContent('1 commit since v1.0.0');
    expect(shown).toHaveTextContent('Refund through the new account model');
    expect(shown).toHaveTextContent('1 changed file');
    expect(shown).toHaveTextContent(
      /Needs 1 approval from the owner or sre, and not from whoever asked\. For example dara\.singh\./,
    );
    expect(shown).toHaveTextContent('It waits until #5 is done');
    expect(within(dialog()).getByRole('link', { name: '#5' })).toHaveAttribute(
      'href',
      '/releases/5',
    );
    expect(
      within(dialog()).getByRole('button', { name: 'Ask for approval' }),
    ).toBeEnabled();
  });

  it('does not let anybody ask for what cannot be', async () => {
    const backend = new FakeReleases();
    backend.preview = {
      blockers: [
        'Nobody of group:default/sre could approve it.',
        'Release #11 of the same version already waits for production',
      ],
    };
    await openAt(backend, '?release=production&version=v2.0.0');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Nobody of sre could approve it.');
    expect(within(alert).getByRole('link', { name: '#11' })).toHaveAttribute(
      'href',
      '/releases/11',
    );
    expect(
      within(dialog()).getByRole('button', {
        name: 'Release v2.0.0 to production',
      }),
    ).toBeDisabled();
  });

  it('shows the new plan when it has become another one', async () => {
    const backend = new FakeReleases();
    await openAt(backend, '?release=production&version=v2.0.0');
    const confirm = await screen.findByRole('button', {
      name: 'Release v2.0.0 to production',
    });
    backend.planRevision = 2;
    await userEvent.click(confirm);
    expect(await screen.findByText(/look at it again/)).toBeVisible();
    expect(backend.releases).toHaveLength(0);
    await waitFor(() => expect(confirm).toBeEnabled());
    await userEvent.click(confirm);
    await waitFor(() => expect(backend.releases).toHaveLength(1));
    expect(backend.commands.at(-1)?.body).toMatchObject({
      planHash: 'plan-2',
    });
  });

  it('finds a version by typing, and loads more', async () => {
    const backend = new FakeReleases();
    await openAt(backend, '?release=staging');
    const versions = await screen.findByRole('group', { name: 'Version' });
    expect(within(versions).getAllByRole('radio')).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    await waitFor(() =>
      expect(within(versions).getAllByRole('radio')).toHaveLength(3),
    );
    expect(
      screen.queryByRole('button', { name: 'Load more' }),
    ).not.toBeInTheDocument();

    const search = screen.getByRole('searchbox', {
      name: 'Search by message, tag or commit id',
    });
    await userEvent.type(search, 'number 1');
    await waitFor(() => expect(screen.getAllByRole('radio')).toHaveLength(1));
    await userEvent.type(search, ' and more');
    expect(
      await screen.findByText('Nothing matches “number 1 and more”.'),
    ).toBeVisible();
  });

  it('offers tags by their names', async () => {
    const backend = new FakeReleases();
    backend.versions = [makeOffer(3), makeOffer(2, { tags: ['v2.0.0'] })];
    await openAt(backend, '?release=staging');
    await userEvent.click(await screen.findByRole('tab', { name: 'Tags' }));
    await waitFor(() => expect(screen.getAllByRole('radio')).toHaveLength(1));
    await userEvent.click(screen.getByRole('radio', { name: /v2\.0\.0/ }));
    await userEvent.click(
      screen.getByRole('button', { name: 'See what will change' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Release v2.0.0 to staging' }),
    ).toBeEnabled();
  });

  it('rolls back only to what is still there', async () => {
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
    await openAt(backend, '?rollBack=production');
    const [target, ...others] = await screen.findAllByRole('radio');
    expect(others).toEqual([]);
    expect(target.closest('label')).toHaveTextContent(
      /v0\.9\.0.*ran with #3.*Still on every host/,
    );
    await userEvent.click(target);
    await userEvent.click(
      screen.getByRole('button', { name: 'See what will change' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: /^Roll production back to/ }),
    );
    await waitFor(() =>
      expect(backend.commands[0]?.body).toMatchObject({
        kind: 'rollback',
        version: makeVersion(4).commit,
      }),
    );
  });

  it('goes straight to what a roll back changes when its button names the version', async () => {
    const backend = new FakeReleases();
    const target = (number: number, label: string) => ({
      version: makeVersion(number, label),
      release: number,
      at: '2026-03-01T11:00:00Z',
      from: 'package' as const,
    });
    backend.matrix = makeMatrix({
      environments: [
        makeEnvironment('production', {
          rollBackTargets: [target(4, 'v0.9.0'), target(5, 'v0.8.0')],
        }),
      ],
    });
    await openAt(backend, '');
    const button = await screen.findByRole('button', {
      name: 'Roll back production',
    });
    expect(button).toHaveTextContent('Roll back to v0.9.0');
    await userEvent.click(button);
    expect(
      await screen.findByRole('button', { name: /^Roll production back to/ }),
    ).toBeEnabled();
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    const [chosen, other] = await screen.findAllByRole('radio');
    expect(chosen).toBeChecked();
    expect(other.closest('label')).toHaveTextContent(
      'Kept as a package: sent to the hosts again.',
    );
  });

  it('says when there is nothing to roll back to', async () => {
    await openAt(new FakeReleases(), '?rollBack=production');
    expect(
      await screen.findByText(/There is no version to return to/),
    ).toBeVisible();
    const next = screen.getByRole('button', { name: 'See what will change' });
    expect(next).toHaveAttribute('aria-disabled', 'true');
    expect(next).toHaveAccessibleDescription('Choose a version.');
  });

  describe('for some hosts', () => {
    function withHosts(): FakeReleases {
      const backend = new FakeReleases();
      backend.matrix = makeMatrix({
        environments: [
          makeEnvironment('production', {
            hosts: ['prod-1', 'prod-2', 'prod-3'].map(name => makeHost(name)),
          }),
          makeEnvironment('staging'),
        ],
      });
      return backend;
    }

    it('asks for those that are ticked, and says which change and which stay', async () => {
      const backend = withHosts();
      await openAt(backend, '?release=production');
      const [version] = await screen.findAllByRole('radio', {
        name: /Change number 3/,
      });
      await userEvent.click(version);
      expect(screen.getByRole('radio', { name: 'All 3 hosts' })).toBeChecked();
      await userEvent.click(
        screen.getByRole('radio', { name: 'Only some of them' }),
      );
      const next = screen.getByRole('button', { name: 'See what will change' });
      expect(next).toHaveAccessibleDescription('Choose at least one host.');
      await userEvent.click(
        screen.getByRole('checkbox', { name: /^prod-2.*v1\.0\.0/ }),
      );
      await userEvent.click(next);

      const hosts = await screen.findByRole('table', { name: 'To 1 host' });
      expect(hosts).toHaveTextContent('prod-2');
      expect(dialog()).toHaveTextContent('Left as they are: prod-1, prod-3');
      await userEvent.click(
        screen.getByRole('button', {
          name: /^Release .* to 1 of 3 hosts of production$/,
        }),
      );
      await waitFor(() =>
        expect(backend.commands[0]?.body).toMatchObject({
          hosts: ['resource:default/prod-2'],
        }),
      );
    });

    it('lets other hosts be chosen where the dialog began with what changes', async () => {
      const backend = withHosts();
      await openAt(backend, '?redeploy=production');
      await userEvent.click(
        await screen.findByRole('button', { name: 'Choose other hosts' }),
      );
      expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
      await userEvent.click(
        screen.getByRole('radio', { name: 'Only some of them' }),
      );
      await userEvent.click(screen.getByRole('checkbox', { name: /^prod-1/ }));
      await userEvent.click(
        screen.getByRole('button', { name: 'See what will change' }),
      );
      expect(
        await screen.findByRole('button', {
          name: /^Redeploy .* on 1 of 3 hosts of production$/,
        }),
      ).toBeEnabled();
    });

    it('has nothing to choose where there is one host', async () => {
      await openAt(withHosts(), '?release=staging');
      await screen.findByRole('group', { name: 'Version' });
      expect(
        screen.queryByRole('group', { name: 'Hosts' }),
      ).not.toBeInTheDocument();
    });
  });

  it.each([
    ['what is chosen', 0],
    ['what will change', 1],
  ])('gives the focus back when it is closed at %s', async (_, steps) => {
    const backend = new FakeReleases();
    await openAt(backend, '');
    const opener = await screen.findByRole('button', {
      name: 'Release to production',
    });
    await userEvent.click(opener);
    const [version] = await screen.findAllByRole('radio');
    if (steps > 0) {
      await userEvent.click(version);
      await userEvent.click(
        screen.getByRole('button', { name: 'See what will change' }),
      );
      await screen.findByRole('table', { name: 'To 1 host' });
    }
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(opener).toHaveFocus());
  });

  it('covers the page and keeps the keyboard from the first step to the last', async () => {
    await openAt(new FakeReleases(), '?release=staging');
    const shown = await screen.findByRole('dialog');
    const [version] = await screen.findAllByRole('radio');
    await userEvent.click(version);
    await userEvent.click(
      screen.getByRole('button', { name: 'See what will change' }),
    );
    await screen.findByRole('table', { name: 'To 1 host' });
    expect(dialog()).toBe(shown);
    expect(shown).toHaveFocus();
    expect(
      screen.queryByRole('button', { name: 'Release to staging' }),
    ).not.toBeInTheDocument();
  });

  it('keeps the reason of whoever goes back to choose', async () => {
    await openAt(new FakeReleases(), '?release=production&version=v2.0.0');
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Why/ }),
      'PAY-311',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'See what will change' }),
    );
    expect(await screen.findByRole('textbox', { name: /Why/ })).toHaveValue(
      'PAY-311',
    );
  });

  it('says what is missing when the address names an environment that is none', async () => {
    await openAt(new FakeReleases(), '?release=moon&version=v2.0.0');
    expect(
      await screen.findByRole('button', { name: 'See what will change' }),
    ).toHaveAccessibleDescription('Choose an environment.');
  });

  it('says why no more versions came', async () => {
    const backend = new FakeReleases();
    await openAt(backend, '?release=staging');
    const more = await screen.findByRole('button', { name: 'Load more' });
    backend.failures.set('listVersions', new Error('the store is away'));
    await userEvent.click(more);
    expect(await screen.findByText(/the store is away/)).toBeVisible();
    expect(screen.getAllByRole('radio')).toHaveLength(2);
  });

  it('does not ask again whoever comes back from the release', async () => {
    const backend = new FakeReleases();
    await openAt(backend, '?release=production&version=v2.0.0&tab=x');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Release v2.0.0 to production',
      }),
    );
    await waitFor(() => expect(backend.releases).toHaveLength(1));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(window.location.search).toBe('?tab=x');
  });

  it('takes the request out of the address when it is closed', async () => {
    await openAt(new FakeReleases(), '?release=production&tab=x');
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(window.location.search).toBe('?tab=x');
  });
});
