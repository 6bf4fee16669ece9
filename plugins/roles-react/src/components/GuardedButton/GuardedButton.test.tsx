import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import {
  failExplanations,
  renderWithRoles,
  serveExplanations,
} from '../../__testUtils__/serveExplanations';
import { GuardedButtonIcon } from '../GuardedButtonIcon/GuardedButtonIcon';
import { GuardedButtonLink } from '../GuardedButtonLink/GuardedButtonLink';
import { GuardedButton } from './GuardedButton';

const refresh = { name: 'catalog.entity.refresh' };
const because =
  'Only owners and platform engineers may refresh payments-api. You are a viewer.';

describe('GuardedButton', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const renderButton = () => {
    const pressed = jest.fn();
    renderWithRoles(
      <GuardedButton
        permission={refresh}
        resourceRef="component:default/payments-api"
        onPress={pressed}
      >
        Refresh
      </GuardedButton>,
    );
    return pressed;
  };

  it('is an ordinary button for those who may', async () => {
    serveExplanations(server, []);
    const pressed = renderButton();
    const button = await screen.findByRole('button', { name: 'Refresh' });
    await waitFor(() => expect(button).not.toHaveAttribute('aria-disabled'));
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(pressed).toHaveBeenCalledTimes(1);
    expect(screen.queryByText('Why not?')).not.toBeInTheDocument();
  });

  it('does nothing for those who may not, and says why', async () => {
    serveExplanations(server, [refresh.name]);
    const pressed = renderButton();
    await screen.findByRole('button', { name: 'Why not? Refresh' });
    const button = screen.getByRole('button', { name: 'Refresh' });
    expect(button).toHaveAttribute('aria-disabled', 'true');

    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(because)).toBeInTheDocument();
    expect(
      within(dialog).getByText('Ask Payments (for example ana) to do it.'),
    ).toBeInTheDocument();
    expect(pressed).not.toHaveBeenCalled();
  });

  it('can be understood with the keyboard alone', async () => {
    serveExplanations(server, [refresh.name]);
    const pressed = renderButton();
    const why = await screen.findByRole('button', { name: 'Why not? Refresh' });

    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'Refresh' })).toHaveFocus();
    await userEvent.tab();
    expect(why).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText(because)).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByText(because)).not.toBeInTheDocument(),
    );
    await waitFor(() => expect(why).toHaveFocus());
    expect(pressed).not.toHaveBeenCalled();
  });

  it('does not submit a form without the permission', async () => {
    serveExplanations(server, [refresh.name]);
    const submitted = jest.fn();
    renderWithRoles(
      <form onSubmit={submitted}>
        <GuardedButton permission={refresh} type="submit">
          Refresh
        </GuardedButton>
      </form>,
    );
    await screen.findByRole('button', { name: 'Why not? Refresh' });
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(submitted).not.toHaveBeenCalled();
  });

  it('allows nothing while it cannot be checked, and checks again', async () => {
    failExplanations(server);
    const pressed = renderButton();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Why not? Refresh' }),
    );
    expect(
      await screen.findByText(/could not be checked: .*503/),
    ).toBeInTheDocument();
    expect(pressed).not.toHaveBeenCalled();

    serveExplanations(server, []);
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Refresh' }),
      ).not.toHaveAttribute('aria-disabled'),
    );
  });

  it('asks for a page full of buttons in one request, and for the same thing once', async () => {
    const requests = serveExplanations(server, [refresh.name]);
    renderWithRoles(
      <>
        {['a', 'b', 'c', 'a'].map((name, index) => (
          <GuardedButton
            key={index}
            permission={refresh}
            resourceRef={`component:default/${name}`}
          >
            {`Refresh ${name}`}
          </GuardedButton>
        ))}
      </>,
    );
    await screen.findByRole('button', { name: 'Why not? Refresh c' });
    expect(requests).toHaveLength(1);
    expect(requests[0].map(({ resourceRef }) => resourceRef)).toEqual([
      'component:default/a',
      'component:default/b',
      'component:default/c',
    ]);
  });

  it('never asks for more than the backend takes at once', async () => {
    const requests = serveExplanations(server, [refresh.name]);
    renderWithRoles(
      <>
        {Array.from({ length: 60 }, (_, index) => (
          <GuardedButton
            key={index}
            permission={refresh}
            resourceRef={`component:default/${index}`}
          >
            {`Refresh ${index}`}
          </GuardedButton>
        ))}
      </>,
    );
    await screen.findByRole('button', { name: 'Why not? Refresh 59' });
    expect(requests.map(items => items.length)).toEqual([50, 10]);
  });
});

describe('GuardedButtonIcon', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const renderIcon = () => {
    const pressed = jest.fn();
    renderWithRoles(
      <GuardedButtonIcon
        permission={refresh}
        resourceRef="component:default/payments-api"
        icon={<svg />}
        aria-label="Read again"
        onPress={pressed}
      />,
    );
    return pressed;
  };

  it('works for those who may', async () => {
    serveExplanations(server, []);
    const pressed = renderIcon();
    const button = await screen.findByRole('button', { name: 'Read again' });
    await waitFor(() => expect(button).not.toHaveAttribute('aria-disabled'));
    await userEvent.click(button);
    expect(pressed).toHaveBeenCalledTimes(1);
  });

  it('explains to those who may not', async () => {
    serveExplanations(server, [refresh.name]);
    const pressed = renderIcon();
    await screen.findByRole('button', { name: 'Why not? Read again' });
    const button = screen.getByRole('button', { name: 'Read again' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(button);
    expect(await screen.findByText(because)).toBeInTheDocument();
    expect(pressed).not.toHaveBeenCalled();
  });
});

describe('GuardedButtonLink', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const renderLink = () =>
    renderWithRoles(
      <GuardedButtonLink permission={refresh} href="/create">
        Create
      </GuardedButtonLink>,
    );

  it('leads there those who may', async () => {
    serveExplanations(server, []);
    renderLink();
    expect(await screen.findByRole('link', { name: 'Create' })).toHaveAttribute(
      'href',
      '/create',
    );
  });

  it('explains to those who may not, and asks only once', async () => {
    const requests = serveExplanations(server, [refresh.name]);
    renderLink();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Why not? Create' }),
    );
    expect(await screen.findByText(because)).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
    expect(requests).toHaveLength(1);
  });
});
