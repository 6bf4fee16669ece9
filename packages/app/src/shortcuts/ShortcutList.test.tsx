import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { ShortcutList } from './ShortcutList';

describe('ShortcutList', () => {
  it('lists what each key does, and lets a person turn the keys off', async () => {
    const changes: boolean[] = [];
    renderInTestApp(
      <ShortcutList
        shortcuts={[
          { keys: ['/'], title: 'Search', run: () => {} },
          { keys: ['g', 'c'], title: 'Go to Catalog', run: () => {} },
        ]}
        enabled
        onEnabledChange={enabled => changes.push(enabled)}
        onClose={() => {}}
      />,
    );

    const dialog = await screen.findByRole('dialog', {
      name: 'Keyboard shortcuts',
    });
    expect(dialog).toHaveTextContent('Go to Cataloggc');
    await userEvent.click(
      screen.getByRole('switch', { name: 'Shortcuts are on in this browser' }),
    );
    expect(changes).toEqual([false]);
  });

  it('closes on Escape', async () => {
    const closed: string[] = [];
    renderInTestApp(
      <ShortcutList
        shortcuts={[]}
        enabled
        onEnabledChange={() => {}}
        onClose={() => closed.push('closed')}
      />,
    );
    await screen.findByRole('dialog');
    await userEvent.keyboard('{Escape}');
    expect(closed).toEqual(['closed']);
  });
});
