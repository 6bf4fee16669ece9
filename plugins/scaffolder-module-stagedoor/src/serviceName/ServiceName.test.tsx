import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { delay, http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { backendUrl, renderForm } from '../__testUtils__/renderForm';

const server = setupServer();
registerMswTestHooks(server);

const form = [
  {
    required: ['name'],
    properties: {
      name: {
        type: 'string',
        title: 'Name',
        maxLength: 20,
        'ui:field': 'ServiceName',
      },
    },
  },
];

/** The backend: some names are taken. */
function handleNames(taken: Record<string, object> = {}) {
  const asked: string[] = [];
  server.use(
    http.get(`${backendUrl}/names/:name`, ({ params }) => {
      const name = String(params.name);
      asked.push(name);
      return HttpResponse.json(
        name in taken ? { state: 'taken', ...taken[name] } : { state: 'free' },
      );
    }),
  );
  return asked;
}

const type = (text: string) =>
  userEvent.type(screen.getByRole('textbox', { name: /Name/ }), text);
const goOn = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));
const status = () => screen.getByRole('status');

describe('ServiceName', () => {
  it('says that a name is free, after asking once for what was typed', async () => {
    const asked = handleNames();
    renderForm(form);
    await type('payments-api');
    expect(status()).toHaveTextContent('Checking the name');
    await waitFor(() =>
      expect(status()).toHaveTextContent('payments-api is free.'),
    );
    expect(asked).toEqual(['payments-api']);
    expect(status()).toHaveAttribute('aria-live', 'polite');
    expect(screen.getByRole('textbox')).toHaveAccessibleDescription(
      /payments-api is free/,
    );
  });

  it('names who has a name that is taken, and keeps one from going on', async () => {
    handleNames({
      shop: {
        reason: "The component 'shop' already exists and belongs to checkout.",
        entityRef: 'component:default/shop',
        owner: 'group:default/checkout',
      },
    });
    const onCreate = jest.fn();
    renderForm(form, { onCreate });
    await type('shop');
    await waitFor(() =>
      expect(status()).toHaveTextContent('belongs to checkout'),
    );
    expect(screen.getByRole('link', { name: /shop/ })).toHaveAttribute(
      'href',
      '/catalog/default/component/shop',
    );
    expect(screen.getByRole('textbox')).toBeInvalid();

    await goOn();
    expect(
      await screen.findAllByText(/already exists and belongs to checkout/),
    ).not.toHaveLength(1);
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });

  it('lets one go on with a free name', async () => {
    handleNames();
    renderForm(form);
    await type('payments-api');
    await goOn();
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it('says what is wrong with a name without asking, and offers one that fits', async () => {
    const asked = handleNames();
    renderForm(form);
    await type('Payments API');
    expect(status()).toHaveTextContent('Only lower case letters');
    await userEvent.click(
      screen.getByRole('button', { name: 'Use payments-api' }),
    );
    expect(screen.getByRole('textbox')).toHaveValue('payments-api');
    await waitFor(() => expect(status()).toHaveTextContent('is free'));
    expect(asked).toEqual(['payments-api']);
  });

  it("says when a name breaks the template's own rule", async () => {
    handleNames();
    renderForm(form);
    await type('a-very-long-name-for-a-service');
    expect(status()).toHaveTextContent('At most 20 characters.');
  });

  it('says when nobody can tell, and lets one go on', async () => {
    server.use(
      http.get(`${backendUrl}/names/:name`, () =>
        HttpResponse.json(
          { error: { name: 'Error', message: 'The catalog is down' } },
          { status: 503 },
        ),
      ),
    );
    renderForm(form);
    await type('payments-api');
    await waitFor(() =>
      expect(status()).toHaveTextContent(/cannot be checked now/),
    );
    await goOn();
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it('never shows the answer for a name that was typed before', async () => {
    server.use(
      http.get(`${backendUrl}/names/:name`, async ({ params }) => {
        if (params.name === 'slow') {
          await delay(600);
          return HttpResponse.json({ state: 'taken', reason: 'slow is taken' });
        }
        return HttpResponse.json({ state: 'free' });
      }),
    );
    renderForm(form);
    await type('slow');
    await delay(400);
    await type('er');
    await waitFor(() => expect(status()).toHaveTextContent('slower is free.'));
    await delay(500);
    expect(status()).toHaveTextContent('slower is free.');
  });

  it('demands a name', async () => {
    handleNames();
    renderForm(form);
    await goOn();
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });
});
