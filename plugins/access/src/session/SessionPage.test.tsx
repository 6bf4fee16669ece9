import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { NotFoundError } from '@backstage/errors';
import type { Session } from '@stagedoor/plugin-access-common';
import { screen } from '@testing-library/react';
import { setupServer } from 'msw/node';
import { makeGrant, makeSession } from '../__testUtils__/builders';
import { FakeAccess } from '../__testUtils__/FakeAccess';
import { renderWithAccess } from '../__testUtils__/renderWithAccess';
import { ShownSession } from './SessionPage';

const server = setupServer();
registerMswTestHooks(server);

function open(session: Session, error?: Error) {
  const backend = new FakeAccess();
  backend.sessions = [session];
  backend.grants = [makeGrant(session.grant)];
  if (error) {
    backend.failures.set('getSession', error);
  }
  server.use(...backend.handlers());
  renderWithAccess(<ShownSession id={session.id} />);
}

const withoutReplay = {
  actions: {
    terminate: { allowed: true },
    replay: { allowed: false, reason: 'Only auditors and owners may.' },
  },
} as const;

describe('SessionPage', () => {
  it('says that a recording is torn, and why', async () => {
    open(
      makeSession({
        ...withoutReplay,
        recording: {
          bytes: 10,
          seconds: 3,
          state: 'torn',
          problem: 'Chunk 4 was changed.',
        },
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The recording is torn: what follows is not all that happened. Chunk 4 was changed.',
    );
  });

  it('says why the person may not replay it, and still who it was and why', async () => {
    open(makeSession(withoutReplay));
    expect(
      await screen.findByText('Only auditors and owners may.'),
    ).toBeVisible();
    expect(await screen.findByText('Check stuck refunds')).toBeVisible();
    expect(screen.getByText('dara.singh')).toBeVisible();
  });

  it('is the same for a session that does not exist and one that may not be seen', async () => {
    open(makeSession(), new NotFoundError('There is none'));
    expect(await screen.findByText('There is nothing here')).toBeVisible();
  });
});
