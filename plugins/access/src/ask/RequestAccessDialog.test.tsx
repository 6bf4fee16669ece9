import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { accessRoutes } from '@stagedoor/plugin-access-common';
import { answerRoute } from '../__testUtils__/answerRoute';
import { makePreview } from '../__testUtils__/builders';
import { FakeAccess } from '../__testUtils__/FakeAccess';
import {
  component,
  renderWithAccess,
  team,
} from '../__testUtils__/renderWithAccess';
import { HostChoice } from './HostChoice';
import { offerDurations } from './offerDurations';
import { RequestAccessDialog } from './RequestAccessDialog';
import { readAsked } from './useAskInUrl';

const server = setupServer();
registerMswTestHooks(server);

function open(backend: FakeAccess, hosts: string[] = ['production']) {
  server.use(...backend.handlers());
  renderWithAccess(
    <RequestAccessDialog
      entity={component}
      asked={{ hosts }}
      onDone={() => {}}
      onClose={() => {}}
    />,
  );
}

describe('RequestAccessDialog', () => {
  it('calls a team what it goes by', async () => {
    const backend = new FakeAccess();
    server.use(...backend.handlers());
    renderWithAccess(
      <RequestAccessDialog
        entity={team}
        asked={{ hosts: [] }}
        onDone={() => {}}
        onClose={() => {}}
      />,
      { names: { 'group:default/payments': 'Team Payments' } },
    );
    await screen.findByRole('button', { name: 'Ask for access' });
    expect(screen.getByRole('dialog')).toHaveAccessibleName(
      'Request access to Team Payments',
    );
  });

  it('asks for the hosts of an environment, as soon as the reason is long enough', async () => {
    const backend = new FakeAccess();
    open(backend);
    expect(await screen.findByLabelText('prod-1')).toBeChecked();
    expect(
      screen.getByRole('heading', { name: 'Request access to payments-api' }),
    ).toBeVisible();
    expect(screen.getByLabelText('prod-2')).toBeChecked();
    expect(screen.getByLabelText('staging-1')).not.toBeChecked();

    expect(await screen.findByText(/needs 1 approval from/)).toHaveTextContent(
      /payments or sre.*Usually answered in 9 min/,
    );
    expect(screen.getByText(/Sessions are recorded/)).toBeVisible();
    const ask = screen.getByRole('button', { name: 'Ask for access' });
    await userEvent.click(screen.getByLabelText(/^Reason/));
    await userEvent.paste('refunds');
    expect(screen.getByText(/at least 10 characters, 7 so far/)).toBeVisible();
    expect(ask).toBeDisabled();
    await userEvent.paste(' are stuck');
    await userEvent.click(screen.getByLabelText('2 h'));
    await waitFor(() => expect(ask).toBeEnabled());
    await userEvent.click(ask);
    await waitFor(() =>
      expect(backend.commands).toEqual([
        {
          hosts: ['resource:default/prod-1', 'resource:default/prod-2'],
          account: 'deploy',
          minutes: 120,
          reason: 'refunds are stuck',
          component: 'component:default/payments-api',
        },
      ]),
    );
  });

  it('marks what has to be said, and nothing else', async () => {
    open(new FakeAccess());
    await screen.findByLabelText('prod-1');
    expect(
      screen
        .getAllByText(/required/i)
        .map(mark => mark.parentElement?.textContent),
    ).toEqual(['Hosts (Required)', 'Reason(Required)']);
    expect(screen.queryByText(/optional/i)).not.toBeInTheDocument();
  });

  it('asks for all hosts of an environment, but for some', async () => {
    const backend = new FakeAccess();
    open(backend, []);
    const all = await screen.findByLabelText('All of production');
    await userEvent.click(all);
    expect(screen.getByLabelText('prod-1')).toBeChecked();
    expect(screen.getByLabelText('prod-2')).toBeChecked();
    expect(screen.queryByLabelText('All of staging')).not.toBeInTheDocument();
    await userEvent.click(screen.getByLabelText('staging-1'));
    await userEvent.click(screen.getByLabelText('prod-1'));
    expect(all).toBePartiallyChecked();
    await userEvent.click(screen.getByLabelText(/^Reason/));
    await userEvent.paste('refunds are stuck');
    const ask = screen.getByRole('button', { name: 'Ask for access' });
    await waitFor(() => expect(ask).toBeEnabled());
    await userEvent.click(ask);
    await waitFor(() =>
      expect(backend.commands).toEqual([
        expect.objectContaining({
          hosts: ['resource:default/prod-2', 'resource:default/staging-1'],
        }),
      ]),
    );
  });

  it('asks for what the policy allows where a link says something else', async () => {
    const backend = new FakeAccess();
    server.use(
      answerRoute(accessRoutes.previewRequest, ({ body }) =>
        makePreview({
          blockers:
            body.account === 'root'
              ? ['The policy allows deploy, not root.']
              : [],
        }),
      ),
      ...backend.handlers(),
    );
    renderWithAccess(
      <RequestAccessDialog
        entity={component}
        asked={{
          hosts: ['prod-1'],
          account: 'root',
          reason: 'Refunds are stuck',
        }}
        onDone={() => {}}
        onClose={() => {}}
      />,
    );
    const ask = await screen.findByRole('button', { name: 'Ask for access' });
    await waitFor(() => expect(ask).toBeEnabled());
    await userEvent.click(ask);
    await waitFor(() =>
      expect(backend.commands).toEqual([
        expect.objectContaining({ account: 'deploy' }),
      ]),
    );
  });

  it('offers a team its own hosts and those of its components, each once', async () => {
    server.use(...new FakeAccess().handlers());
    renderWithAccess(
      <RequestAccessDialog
        entity={team}
        asked={{ hosts: [] }}
        onDone={() => {}}
        onClose={() => {}}
      />,
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Request access to Payments',
      }),
    ).toBeVisible();
    expect(await screen.findByLabelText('lab-1')).toBeVisible();
    for (const name of ['prod-1', 'prod-2', 'staging-1']) {
      expect(screen.getAllByLabelText(name)).toHaveLength(1);
    }
  });

  it('calls a reason wrong only once it is written, and by the name of its field', async () => {
    const backend = new FakeAccess();
    const asked: unknown[] = [];
    server.use(
      answerRoute(accessRoutes.previewRequest, ({ body }) => {
        asked.push(body.reason);
        return makePreview({
          blockers: body.reason ? ['reason: must name a ticket'] : [],
        });
      }),
      ...backend.handlers(),
    );
    renderWithAccess(
      <RequestAccessDialog
        entity={component}
        asked={{ hosts: ['prod-1'] }}
        onDone={() => {}}
        onClose={() => {}}
      />,
    );
    await screen.findByText(/needs 1 approval from/);
    await userEvent.click(screen.getByLabelText(/^Reason/));
    await userEvent.paste('Refunds');
    await userEvent.click(screen.getByLabelText('staging-1'));
    await waitFor(() => expect(asked.length).toBeGreaterThan(1));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await userEvent.click(screen.getByLabelText(/^Reason/));
    await userEvent.paste(' are stuck');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Reason: must name a ticket',
    );
    expect(asked.filter(Boolean)).toEqual(['Refunds are stuck']);
  });

  it('says what stands in the way, and does not ask', async () => {
    const backend = new FakeAccess();
    backend.preview = makePreview({
      rule: undefined,
      blockers: ['No policy allows access to prod-1.'],
    });
    open(backend);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No policy allows access to prod-1.',
    );
    expect(
      screen.getByRole('button', { name: 'Ask for access' }),
    ).toBeDisabled();
  });

  it('does not ask by what was said about other hosts', async () => {
    const backend = new FakeAccess();
    open(backend);
    const ask = await screen.findByRole('button', { name: 'Ask for access' });
    await userEvent.click(await screen.findByLabelText(/^Reason/));
    await userEvent.paste('refunds are stuck');
    await waitFor(() => expect(ask).toBeEnabled());
    backend.failures.set('previewRequest', new Error('The catalog is away'));
    await userEvent.click(screen.getByLabelText('staging-1'));
    expect(await screen.findByText('The catalog is away')).toBeVisible();
    expect(ask).toBeDisabled();
  });

  it('says why who has to approve is not known', async () => {
    const backend = new FakeAccess();
    backend.failures.set('previewRequest', new Error('The catalog is away'));
    open(backend);
    expect(await screen.findByText('The catalog is away')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Ask for access' }),
    ).toBeDisabled();
  });
});

describe('HostChoice', () => {
  it('does not call what a search leaves all of an environment', async () => {
    renderWithAccess(
      <HostChoice
        options={Array.from({ length: 9 }, (_, index) => ({
          ref: `resource:default/prod-${index}`,
          name: `prod-${index}`,
          environment: 'production',
        }))}
        value={['resource:default/prod-1']}
        onChange={() => {}}
      />,
    );
    expect(await screen.findByLabelText('All of production')).toBeVisible();
    await userEvent.type(screen.getByLabelText('Search hosts'), 'prod-2');
    expect(screen.getByLabelText('prod-2')).toBeVisible();
    expect(screen.queryByLabelText('prod-3')).not.toBeInTheDocument();
    expect(
      screen.queryByLabelText('All of production'),
    ).not.toBeInTheDocument();
  });
});

describe('a link to the dialog', () => {
  it.each([
    ['?view=all', undefined],
    ['?access=', { hosts: [] }],
    [
      '?access=prod-1,prod-2&account=deploy&minutes=60',
      { hosts: ['prod-1', 'prod-2'], account: 'deploy', minutes: 60 },
    ],
    ['?access=production&minutes=nonsense', { hosts: ['production'] }],
  ])('%s', (search, asked) => {
    expect(readAsked(new URLSearchParams(search))).toEqual(asked);
  });
});

describe('offerDurations', () => {
  it.each([
    [480, [30, 60, 120, 240, 480]],
    [30, [30]],
    [90, [30, 60, 90]],
  ])('up to %d minutes', (most, offered) => {
    expect(offerDurations(most)).toEqual(offered);
  });
});
