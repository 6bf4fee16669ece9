import type { Notification } from '@backstage/plugin-notifications-common';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { selectWaiting } from './selectWaiting';

const now = new Date('2026-03-10T12:00:00Z');

function task(
  id: string,
  status: ScaffolderTask['status'],
  createdAt: string,
): ScaffolderTask {
  return {
    id,
    status,
    createdAt,
    spec: {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      parameters: { name: 'ticket-wallet' },
      steps: [],
      output: {},
      templateInfo: {
        entityRef: 'template:default/node-service',
        entity: {
          metadata: { name: 'node-service', title: 'Node.js service' },
        },
      },
    },
  };
}

const notification: Notification = {
  id: 'n1',
  user: 'user:default/ana.ruiz',
  created: new Date('2026-03-10T11:59:00Z'),
  origin: 'plugin:releases',
  payload: {
    title: 'A release waits for you',
    severity: 'high',
    link: '/releases/7',
  },
};

const select = (tasks: ScaffolderTask[], notifications: Notification[] = []) =>
  selectWaiting(notifications, tasks, now, id => `/create/tasks/${id}`);

describe('selectWaiting', () => {
  it('shows creations that run or wait to run, and those that failed lately', () => {
    const waiting = select([
      task('1', 'processing', '2026-03-10T11:58:00Z'),
      task('2', 'open', '2026-03-10T11:57:00Z'),
      task('3', 'failed', '2026-03-09T12:00:00Z'),
      task('4', 'failed', '2026-02-01T12:00:00Z'),
      task('5', 'completed', '2026-03-10T11:00:00Z'),
      task('6', 'cancelled', '2026-03-10T11:00:00Z'),
    ]);
    expect(waiting.map(({ id, word }) => [id, word])).toEqual([
      ['task:1', 'Running'],
      ['task:2', 'Running'],
      ['task:3', 'Failed'],
    ]);
    expect(waiting[0]).toMatchObject({
      title: 'Node.js service: ticket-wallet',
      href: '/create/tasks/1',
    });
  });

  it('puts what is new first, whatever it is', () => {
    expect(
      select([task('1', 'open', '2026-03-10T10:00:00Z')], [notification]).map(
        ({ title }) => title,
      ),
    ).toEqual(['A release waits for you', 'Node.js service: ticket-wallet']);
  });

  it('says how urgent a notification is in a word', () => {
    const word = (severity: 'critical' | 'high' | 'normal' | 'low') =>
      select(
        [],
        [
          {
            ...notification,
            payload: { ...notification.payload, severity },
          },
        ],
      )[0].word;
    expect([
      word('critical'),
      word('high'),
      word('normal'),
      word('low'),
    ]).toEqual(['Critical', 'Important', 'New', 'New']);
  });
});
