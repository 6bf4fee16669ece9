import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { DestinationOption } from '@stagedoor/service-creation';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { backendUrl, renderForm } from '../__testUtils__/renderForm';

const server = setupServer();
registerMswTestHooks(server);

const options: DestinationOption[] = [
  {
    kind: 'stored',
    title: 'Built-in store',
    description: 'Kept by this platform.',
    usable: true,
  },
  {
    kind: 'github',
    host: 'github.com',
    title: 'GitHub',
    description: 'A private repository on github.com.',
    usable: true,
  },
  {
    kind: 'gitlab',
    host: 'gitlab.com',
    title: 'GitLab',
    description: 'A private project on gitlab.com.',
    usable: false,
    reason: 'Stagedoor has no token for gitlab.com.',
  },
];

const form = (uiOptions = {}) => [
  {
    required: ['destination'],
    properties: {
      destination: {
        type: 'object',
        title: 'Where the source lives',
        'ui:field': 'Destination',
        'ui:options': uiOptions,
      },
    },
  },
];

const answer = () =>
  http.get(`${backendUrl}/destinations`, () =>
    HttpResponse.json({ items: options }),
  );

const review = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));
const create = async () =>
  userEvent.click(await screen.findByRole('button', { name: 'Create' }));

describe('Destination', () => {
  it('chooses the built-in store by itself', async () => {
    server.use(answer());
    const onCreate = jest.fn();
    renderForm(form(), { onCreate });
    await waitFor(() =>
      expect(
        screen.getByRole('radio', { name: /Built-in store/ }),
      ).toBeChecked(),
    );
    await review();
    await create();
    expect(onCreate).toHaveBeenCalledWith({ destination: { kind: 'stored' } });
  });

  it('disables a forge without a token and says what is missing', async () => {
    server.use(answer());
    renderForm(form());
    const gitlab = await screen.findByRole('radio', { name: /GitLab/ });
    expect(gitlab).toBeDisabled();
    expect(
      screen.getByText('Stagedoor has no token for gitlab.com.'),
    ).toBeVisible();
  });

  it('asks for an owner on a forge, and does not go on without', async () => {
    server.use(answer());
    const onCreate = jest.fn();
    renderForm(form(), { onCreate });
    await userEvent.click(await screen.findByRole('radio', { name: /GitHub/ }));
    await review();
    expect(
      await screen.findAllByText('Say who will own the repository.'),
    ).not.toHaveLength(0);

    await userEvent.type(
      screen.getByRole('textbox', { name: /Organisation or user/ }),
      'nordlicht',
    );
    await review();
    await create();
    expect(onCreate).toHaveBeenCalledWith({
      destination: { kind: 'github', host: 'github.com', owner: 'nordlicht' },
    });
  });

  it('says which owner is not possible', async () => {
    server.use(answer());
    renderForm(form());
    await userEvent.click(await screen.findByRole('radio', { name: /GitHub/ }));
    await userEvent.type(
      screen.getByRole('textbox', { name: /Organisation or user/ }),
      'a/../b',
    );
    await review();
    expect(
      await screen.findAllByText(/must be a GitHub organisation/),
    ).not.toHaveLength(0);
  });

  it('offers only what the template allows', async () => {
    server.use(answer());
    renderForm(form({ allowedKinds: ['github', 'gitlab'] }));
    expect(await screen.findByRole('radio', { name: /GitHub/ })).toBeChecked();
    expect(screen.getAllByRole('radio')).toHaveLength(2);
  });

  it('says when it is not known what can be used, and asks again', async () => {
    server.use(
      http.get(
        `${backendUrl}/destinations`,
        () =>
          HttpResponse.json(
            {
              error: { name: 'NotAllowedError', message: 'You may not.' },
              response: { statusCode: 403 },
            },
            { status: 403 },
          ),
        { once: true },
      ),
      answer(),
    );
    renderForm(form());
    expect(await screen.findByRole('alert')).toHaveTextContent('You may not.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('radio', { name: /Built-in store/ }),
    ).toBeVisible();
  });

  it('can be used with the keyboard', async () => {
    server.use(answer());
    renderForm(form());
    const store = await screen.findByRole('radio', { name: /Built-in store/ });
    await waitFor(() => expect(store).toBeChecked());
    await userEvent.tab();
    expect(store).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('radio', { name: /GitHub/ })).toBeChecked();
  });
});
