import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createShortcuts } from './shortcuts';
import { useShortcuts } from './useShortcuts';

const menu = [
  { page: 'page:home', title: 'Home', href: '/', key: 'h' },
  { page: 'page:catalog', title: 'Catalog', href: '/catalog', key: 'c' },
  { page: 'page:roles', title: 'Roles', href: '/roles' },
].map(entry => ({ ...entry, icon: <></>, group: 'main' as const }));

/** A page that writes down where the shortcuts led. */
function renderPage(options: { enabled?: boolean; dialog?: boolean } = {}) {
  const went: string[] = [];
  const shortcuts = createShortcuts({
    menu,
    navigateTo: path => went.push(path),
    openSearch: () => went.push('search'),
    openList: () => went.push('list'),
  });
  const Page = () => {
    useShortcuts(shortcuts, { enabled: options.enabled ?? true });
    return (
      <>
        <input aria-label="A field" />
        {options.dialog ? <div role="dialog">Open</div> : null}
      </>
    );
  };
  render(<Page />);
  return went;
}

describe('shortcuts', () => {
  it('searches, lists, and goes to the pages that have a letter', async () => {
    const went = renderPage();
    await userEvent.keyboard('/');
    await userEvent.keyboard('?');
    await userEvent.keyboard('gh');
    await userEvent.keyboard('gc');
    expect(went).toEqual(['search', 'list', '/', '/catalog']);
  });

  it('forgets a first key that another key follows', async () => {
    const went = renderPage();
    await userEvent.keyboard('gxc');
    expect(went).toEqual([]);
    await userEvent.keyboard('gc');
    expect(went).toEqual(['/catalog']);
  });

  it('forgets a first key after a while', async () => {
    jest.useFakeTimers();
    try {
      const went = renderPage();
      const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
      await user.keyboard('g');
      jest.advanceTimersByTime(2_000);
      await user.keyboard('c');
      expect(went).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('leaves what is typed into a field alone', async () => {
    const went = renderPage();
    await userEvent.type(screen.getByLabelText('A field'), 'gc/?');
    expect(went).toEqual([]);
    expect(screen.getByLabelText('A field')).toHaveValue('gc/?');
  });

  it('leaves the keys of the browser and of an open dialog alone', async () => {
    const went = renderPage({ dialog: true });
    await userEvent.keyboard('/');
    expect(went).toEqual([]);

    const others = renderPage();
    await userEvent.keyboard('{Control>}/{/Control}{Meta>}?{/Meta}');
    expect(others).toEqual([]);
  });

  it('does nothing when turned off', async () => {
    const went = renderPage({ enabled: false });
    await userEvent.keyboard('/gc');
    expect(went).toEqual([]);
  });
});
