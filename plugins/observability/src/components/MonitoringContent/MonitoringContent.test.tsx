import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  answerWith,
  handleLinks,
  missingLink,
  openLink,
  renderWithBackend,
} from '../../__testUtils__/renderWithBackend';
import { MonitoringContent } from './MonitoringContent';

const server = setupServer();
registerMswTestHooks(server);

/** A backend whose only link tells what was asked for. */
const echo = handleLinks(search => ({
  body: answerWith(
    { logs: [openLink('Kibana', `https://kibana.example/?${search}`)] },
    search.get('environment') ?? 'production',
  ),
}));

async function findAsked() {
  const link = await screen.findByRole('link', { name: /Kibana/ });
  return new URL(link.getAttribute('href') ?? '').search;
}

describe('MonitoringContent', () => {
  beforeEach(() => window.history.replaceState({ idx: 3 }, '', '/monitoring'));

  it('shows a card for every group, with what is missing in its place', async () => {
    server.use(
      handleLinks(() => ({
        body: answerWith({
          logs: [openLink('Kibana', 'https://kibana.example/')],
          builds: [missingLink('Jenkins', 'jenkins.io/job-full-name')],
        }),
      })),
    );
    renderWithBackend(<MonitoringContent />);

    expect(await screen.findByRole('heading', { name: 'Logs' })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Builds' })).toBeVisible();
    expect(screen.getByText('kibana.example')).toBeVisible();
    expect(screen.getByText(/jenkins.io\/job-full-name: "/)).toBeVisible();
  });

  it('keeps range and environment in the address of the page', async () => {
    server.use(echo);
    window.history.replaceState({ idx: 3 }, '', '/monitoring?tab=x');
    renderWithBackend(<MonitoringContent />);
    await findAsked();

    await userEvent.click(screen.getByRole('button', { name: /Time range/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Last 7 days' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: /Environment/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'staging' }),
    );

    await waitFor(async () =>
      expect(await findAsked()).toBe('?range=7d&environment=staging'),
    );
    expect(window.location.search).toBe('?tab=x&range=7d&environment=staging');
    expect(window.history.state).toEqual({ idx: 3 });
  });

  it('opens at the range and environment of a link that was shared', async () => {
    server.use(echo);
    window.history.replaceState(
      null,
      '',
      '/monitoring?from=2026-05-01T08:00:00Z&to=2026-05-01T09:00:00Z&environment=dev',
    );
    renderWithBackend(<MonitoringContent />);

    expect(await findAsked()).toBe(
      '?from=2026-05-01T08%3A00%3A00Z&to=2026-05-01T09%3A00%3A00Z&environment=dev',
    );
    expect(
      screen.getByRole('button', { name: /2026.* to .*2026/ }),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: /dev/ })).toBeVisible();
  });

  it('follows the address when one goes back', async () => {
    server.use(echo);
    window.history.replaceState(null, '', '/monitoring?range=6h');
    renderWithBackend(<MonitoringContent />);
    expect(await findAsked()).toBe('?range=6h');

    window.history.replaceState(null, '', '/monitoring?range=15m');
    fireEvent.popState(window);
    await waitFor(async () => expect(await findAsked()).toBe('?range=15m'));
  });

  it('takes no notice of nonsense in the address', async () => {
    server.use(echo);
    window.history.replaceState(null, '', '/monitoring?range=forever');
    renderWithBackend(<MonitoringContent />);
    expect(await findAsked()).toBe('');
  });

  it('teaches where there is nothing', async () => {
    server.use(handleLinks(() => ({ body: answerWith({}) })));
    renderWithBackend(<MonitoringContent />);
    expect(await screen.findByText('No links yet')).toBeVisible();
  });
});
