import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  answerWith,
  handleLinks,
  missingLink,
  openLink,
  refusedLink,
  renderWithBackend,
} from '../../__testUtils__/renderWithBackend';
import { LinksCard } from './LinksCard';

const server = setupServer();
registerMswTestHooks(server);

describe('LinksCard', () => {
  it('shows a row for every group, and opens tools beside the portal', async () => {
    server.use(
      handleLinks(() => ({
        body: answerWith({
          dashboards: [
            openLink('Grafana', 'https://grafana.example/d/1'),
            openLink('Zabbix', 'https://zabbix.example/h'),
          ],
          logs: [openLink('Kibana', 'https://kibana.example/')],
        }),
      })),
    );
    renderWithBackend(<LinksCard />);

    expect(screen.getByRole('status', { name: 'Loading links' })).toBeVisible();
    const grafana = await screen.findByRole('link', {
      name: 'Grafana (opens in a new tab)',
    });
    expect(grafana).toHaveAttribute('href', 'https://grafana.example/d/1');
    expect(grafana).toHaveAttribute('target', '_blank');
    expect(grafana).toHaveAttribute('rel', 'noopener noreferrer');
    expect(screen.getAllByRole('term').map(term => term.textContent)).toEqual([
      'Dashboards',
      'Logs',
    ]);
    expect(
      screen
        .getAllByRole('definition')
        .map(row => within(row).getAllByRole('link').length),
    ).toEqual([2, 1]);
    expect(screen.queryByText(/not set up/)).not.toBeInTheDocument();
    expect(screen.queryByText(/not offered/)).not.toBeInTheDocument();
  });

  it('asks again for the range that is chosen, and keeps the links meanwhile', async () => {
    server.use(
      handleLinks(search => {
        const range = search.get('range') ?? 'default';
        const url = `https://kibana.example/${range}`;
        return { body: answerWith({ logs: [openLink('Kibana', url)] }) };
      }),
    );
    renderWithBackend(<LinksCard />);

    const link = await screen.findByRole('link', { name: /Kibana/ });
    expect(link).toHaveAttribute('href', 'https://kibana.example/default');
    await userEvent.click(screen.getByRole('button', { name: /Time range/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Last 6 h' }),
    );
    await waitFor(() =>
      expect(screen.getByRole('link', { name: /Kibana/ })).toHaveAttribute(
        'href',
        'https://kibana.example/6h',
      ),
    );
  });

  it('folds away what is not set up, with YAML to copy', async () => {
    server.use(
      handleLinks(() => ({
        body: answerWith({
          dashboards: [openLink('Grafana', 'https://grafana.example/')],
          logs: [
            missingLink('Kibana', 'elastic.co/service-name'),
            missingLink('Loki', 'grafana.com/loki-labels'),
          ],
        }),
      })),
    );
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderWithBackend(<LinksCard />);

    const fold = await screen.findByRole('button', { name: '2 not set up' });
    expect(fold).toHaveAttribute('aria-expanded', 'false');
    await user.click(fold);
    expect(
      screen.getByText('Kibana needs the annotation elastic.co/service-name:'),
    ).toBeVisible();
    await user.click(
      screen.getByRole('button', { name: 'Copy YAML for Loki' }),
    );
    expect(writeText).toHaveBeenCalledWith(
      'metadata:\n  annotations:\n    grafana.com/loki-labels: "payments-api"\n',
    );
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible();
  });

  it('says why a link is not offered, without making it a link', async () => {
    server.use(
      handleLinks(() => ({
        body: answerWith({
          dashboards: [openLink('Grafana', 'https://grafana.example/')],
          other: [
            refusedLink('<img src=x onerror=alert(1)>', 'The address is odd.'),
          ],
        }),
      })),
    );
    renderWithBackend(<LinksCard />);

    await userEvent.click(
      await screen.findByRole('button', { name: '1 not offered' }),
    );
    expect(screen.getByText(/The address is odd/)).toBeVisible();
    expect(
      screen.getByText('<img src=x onerror=alert(1)>'),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('link')).toHaveLength(1);
  });

  it('teaches where there are no links yet', async () => {
    server.use(
      handleLinks(() => ({
        body: answerWith({
          logs: [missingLink('Kibana', 'elastic.co/service-name')],
        }),
      })),
    );
    renderWithBackend(<LinksCard />);

    expect(await screen.findByText('No links yet')).toBeVisible();
    expect(
      screen.getByRole('button', { name: '1 not set up' }),
    ).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText(/elastic.co\/service-name: "/)).toBeVisible();
  });

  it('teaches where no tool is configured either', async () => {
    server.use(handleLinks(() => ({ body: answerWith({}) })));
    renderWithBackend(<LinksCard />);
    expect(
      await screen.findByText(/have a platform engineer configure/),
    ).toBeVisible();
  });

  it('says what failed, and tries again', async () => {
    let attempts = 0;
    server.use(
      handleLinks(() => {
        attempts += 1;
        return attempts === 1
          ? {
              status: 503,
              body: {
                error: {
                  name: 'ServiceUnavailableError',
                  message: 'The catalog is away',
                },
                response: { statusCode: 503 },
              },
            }
          : {
              body: answerWith({
                logs: [openLink('Kibana', 'https://kibana.example/')],
              }),
            };
      }),
    );
    renderWithBackend(<LinksCard />);

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The links could not be loaded');
    expect(alert).toHaveTextContent('The catalog is away');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: /Kibana/ })).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('explains a refusal instead of offering to try again', async () => {
    server.use(
      handleLinks(() => ({
        status: 403,
        body: {
          error: { name: 'NotAllowedError', message: 'No' },
          response: { statusCode: 403 },
        },
      })),
    );
    renderWithBackend(<LinksCard />);

    expect(
      await screen.findByText('You may not see links to monitoring'),
    ).toBeVisible();
    expect(screen.getByText(/observability\.links\.read/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});
