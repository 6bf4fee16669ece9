import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { NotificationsPage } from './NotificationsPage';

/** Notifications on a server that gives them page by page. */
class FakeNotifications {
  unread = Array.from({ length: 25 }, (_, index) => String(index + 1));

  async getNotifications(query: { offset?: number; limit?: number } = {}) {
    const { offset = 0, limit = 20 } = query;
    return {
      notifications: this.unread.slice(offset, offset + limit).map(id => ({
        id,
        user: 'user:default/ana.ruiz',
        created: new Date('2026-03-10T11:00:00Z'),
        origin: 'plugin:releases',
        payload: { title: `Notification ${id}` },
      })),
      totalCount: this.unread.length,
    };
  }

  async updateNotifications({ ids }: { ids: string[] }) {
    this.unread = this.unread.filter(id => !ids.includes(id));
    return [];
  }
}

describe('NotificationsPage', () => {
  it('goes back to those that are not read when all of a later page have been', async () => {
    renderInTestApp(<NotificationsPage />, {
      apis: [[notificationsApiRef, new FakeNotifications()]],
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Older' }));
    expect(await screen.findByText('21 to 25 of 25')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Mark these as read' }),
    );
    expect(await screen.findByText('1 to 20 of 20')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Mark these as read' }),
    );
    await waitFor(() =>
      expect(screen.getByText('You have read everything.')).toBeVisible(),
    );
  });
});
