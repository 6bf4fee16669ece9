import { ConflictError, NotAllowedError } from '@backstage/errors';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import {
  releasesRoutes,
  type Release,
} from '@stagedoor/plugin-releases-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { FakeSignals } from '@stagedoor/ui-parts/testing';
import { answerRoute } from '../__testUtils__/answerRoute';
import { makeRelease, makeVersion } from '../__testUtils__/builders';
import { FakeReleases } from '../__testUtils__/FakeReleases';
import { FakeLog } from './__testUtils__/FakeLog';
import {
  pretendLayout,
  renderReleasePage,
} from './__testUtils__/renderReleasePage';
import { ReleasePage } from './ReleasePage';

const server = setupServer();
registerMswTestHooks(server);

const id = 1284;
const no = (reason: string) => ({ allowed: false as const, reason });
const old = makeVersion(1, 'v1.0.0');
const recent = makeVersion(2, 'v2.0.0');
const rule: Release['approvalRule'] = {
  required: 1,
  given: 0,
  from: ['group:default/sre'],
  people: ['user:default/dara.singh'],
  expiresAt: new Date(Date.now() + 3 * 3600_000).toISOString(),
};

function host(
  name: string,
  batch: number,
  state: Release['hostResults'][number]['state'],
) {
  const ref = `resource:default/${name}`;
  const runs = state === 'untouched' ? old : recent;
  return { ref, name, batch, state, runs, previous: old };
}

const running: Partial<Release> = {
  state: 'running',
  startedAt: new Date(Date.now() - 102_000).toISOString(),
  steps: [
    { key: 'build', title: 'Build', state: 'succeeded', attempt: 1 },
    { key: 'batch-2', title: 'Half: prod-2', state: 'running', attempt: 2 },
  ],
  hostResults: [
    host('prod-1', 0, 'verified'),
    host('prod-2', 1, 'switching'),
    host('prod-3', 1, 'untouched'),
  ],
};

function open(more: Partial<Release> = {}, signals = new FakeSignals()) {
  const backend = new FakeReleases();
  backend.releases = [makeRelease(id, more)];
  const log = new FakeLog([], { isEnded: true });
  server.use(...backend.handlers(), ...log.handlers(id));
  renderReleasePage(<ReleasePage />, { id, signals });
  return backend;
}

const heading = () =>
  screen.findByRole('heading', { level: 1, name: /^v2\.0\.0/ });
const buttonsOfHead = async () => {
  const head = (await heading()).closest('header')!;
  return within(head)
    .getAllByRole('button')
    .map(button => button.textContent);
};

/** One page has one heading of the first level, in one landmark. */
function expectOnePage(): void {
  const main = screen.getByRole('main');
  const headings = screen.getAllByRole('heading', { level: 1 });
  expect(headings).toHaveLength(1);
  expect(main).toContainElement(headings[0]);
}

describe('ReleasePage', () => {
  beforeEach(() => pretendLayout());
  afterEach(() => jest.restoreAllMocks());

  it('says what it is, how far it is, and what it does to each host', async () => {
    const release = makeRelease(id, running);
    open({
      ...running,
      plan: {
        ...release.plan,
        hosts: [0, 1].map(batch => ({ ...release.plan.hosts[0], batch })),
      },
    });
    expect(await heading()).toHaveTextContent('v2.0.0 → Production');
    expectOnePage();
    expect(screen.getByText('Running · batch 2 of 2')).toBeVisible();
    expect(screen.getByText(/^1 min 4\d s$/)).toBeVisible();
    expect(
      await screen.findByText(/^1 commit since v1.0.0.*asked for by/),
    ).toBeVisible();

    const hosts = screen.getByRole('table', { name: 'Hosts' });
    expect(
      within(hosts)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'HostRuns nowState',
      'Batch 1 of 2',
      'prod-1v2.0.0verified',
      'Batch 2 of 2',
      'prod-2v2.0.0switching…',
      'prod-3v1.0.0untouched',
    ]);
    const steps = screen.getByRole('list', { name: 'Steps' });
    expect(steps).toHaveTextContent('attempt 2');
  });

  it('claims nothing about a host that it lost contact with', async () => {
    open({
      state: 'errored',
      hostResults: [{ ...host('prod-1', 0, 'unknown'), message: undefined }],
    });
    const hosts = await screen.findByRole('table', { name: 'Hosts' });
    expect(hosts).toHaveTextContent('prod-1unknownunknown');
    expect(hosts).toHaveTextContent('may run the old version or the new one');
    expect(hosts).not.toHaveTextContent('v2.0.0');
  });

  it('does not tell a release that may not be seen from one that is not there', async () => {
    const backend = new FakeReleases();
    server.use(...backend.handlers());
    const { unmount } = renderReleasePage(<ReleasePage />, { id });
    const words = 'There is no such release, or you may not see it.';
    expect(await screen.findByText(words)).toBeVisible();
    expectOnePage();
    unmount();

    backend.failures.set('getRelease', new NotAllowedError('no'));
    renderReleasePage(<ReleasePage />, { id });
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('says the same for an address that is no number', async () => {
    renderReleasePage(<ReleasePage />, { id: '12x' });
    expect(await screen.findByText(/no such release/)).toBeVisible();
  });

  it('says why it cannot be shown, and tries again', async () => {
    const backend = new FakeReleases();
    backend.releases = [makeRelease(id)];
    backend.failures.set('getRelease', new Error('The database is away'));
    const log = new FakeLog([], { isEnded: true });
    server.use(...backend.handlers(), ...log.handlers(id));
    renderReleasePage(<ReleasePage />, { id });
    expect(await screen.findByText('The database is away')).toBeVisible();
    expectOnePage();
    backend.failures.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await heading()).toBeVisible();
  });

  it.each<[Release['state'], string[]]>([
    ['awaiting_approval', ['Approve…', 'Cancel…']],
    ['queued', ['Cancel…']],
    ['running', ['Cancel…']],
    ['succeeded', ['Roll back to v1.0.0…', 'Release again…']],
    ['failed', ['Retry…', 'Roll back to v1.0.0…']],
    ['errored', ['Retry…', 'Roll back to v1.0.0…']],
    ['cancelled', ['Retry…', 'Roll back to v1.0.0…']],
  ])('offers in the state %s: %s', async (state, names) => {
    open({ state, rollBackTo: old });
    expect(await buttonsOfHead()).toEqual(names);
  });

  it('says next to a button why it does nothing', async () => {
    const actions = makeRelease(id).actions;
    const reason = 'You asked for it; somebody else has to approve it';
    open({
      state: 'awaiting_approval',
      approvalRule: rule,
      actions: { ...actions, approve: no(reason), reject: no(reason) },
    });
    const approve = await screen.findByRole('button', { name: 'Approve…' });
    expect(approve).toHaveAccessibleDescription(reason);
    await userEvent.click(approve);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says who may approve it and until when', async () => {
    open({ state: 'awaiting_approval', approvalRule: rule });
    expect(await screen.findByText(/Nothing happens until/)).toHaveTextContent(
      /May approve: dara.singh. Expires in 3 h./,
    );
  });

  it('leads to the release that it waits for', async () => {
    open({ state: 'queued', waitsFor: 1283 });
    expect(
      await screen.findByRole('link', { name: 'Starts when #1283 is over.' }),
    ).toHaveAttribute('href', '/releases/1283');
  });

  it('approves exactly what was shown', async () => {
    const backend = open({ state: 'awaiting_approval', approvalRule: rule });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve…' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/Approved, it starts.*Rejected, it ends/),
    ).toBeVisible();
    expect(
      within(dialog).queryByRole('link', { name: 'Open the whole release' }),
    ).not.toBeInTheDocument();
    await userEvent.type(within(dialog).getByRole('textbox'), 'Looks good');
    await userEvent.dblClick(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    // The button that opened it is gone with what it was for.
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
    expect(backend.commands.map(({ body }) => body)).toEqual([
      {
        decision: 'approved',
        comment: 'Looks good',
        planHash: `hash-of-${id}`,
      },
    ]);
    expect(await screen.findByText('Queued')).toBeVisible();
  });

  it('says plainly that what was approved is not what it is any more', async () => {
    const backend = open({ state: 'awaiting_approval', approvalRule: rule });
    backend.failures.set(
      'decideRelease',
      new ConflictError('The plan of release #1284 has changed since.'),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'The plan of release #1284 has changed since.',
    );
  });

  it('says what cancelling does to each host, and cancels once', async () => {
    const backend = open(running);
    const keys: (string | undefined)[] = [];
    server.use(
      answerRoute(releasesRoutes.cancelRelease, ({ body, idempotencyKey }) => {
        keys.push(idempotencyKey);
        expect(body).toEqual({ reason: 'Wrong version' });
        backend.releases[0].cancelRequested = true;
        return backend.releases[0];
      }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel…' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('In the middle: prod-2.');
    expect(dialog).toHaveTextContent('Verified: prod-1. Keep v2.0.0.');
    expect(dialog).toHaveTextContent('Untouched: prod-3. Stay as they are.');
    await userEvent.type(within(dialog).getByRole('textbox'), 'Wrong version');
    await userEvent.dblClick(
      within(dialog).getByRole('button', { name: 'Cancel the release' }),
    );
    expect(await screen.findByText('Stopping…')).toBeVisible();
    expect(keys).toHaveLength(1);
    expect(keys[0]).toBeTruthy();
    expect(
      screen.getByRole('button', { name: 'Cancel…' }),
    ).toHaveAccessibleDescription('It is being stopped already');
  });

  it('says which hosts a retry is for', async () => {
    open({
      ...running,
      state: 'failed',
      hostResults: [...running.hostResults!, host('prod-4', 1, 'unknown')],
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Retry…' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('prod-3, which runs v1.0.0 now');
    expect(dialog).toHaveTextContent(
      'prod-4, of which nobody knows what it runs now',
    );
    expect(dialog).toHaveTextContent(
      'Already have it and are left alone: prod-1.',
    );
  });

  it('calls people in its sentences by their names, and leads to other releases', async () => {
    open({
      state: 'cancelled',
      outcome: 'Cancelled by user:default/ben.okafor: superseded by #1285',
      timeline: [
        {
          at: '2026-03-10T11:00:00Z',
          text: 'Asked to stop by user:default/ben.okafor',
        },
      ],
    });
    const outcome = await screen.findByText(/^Cancelled by/);
    expect(outcome).toHaveTextContent(
      'Cancelled by ben.okafor: superseded by #1285',
    );
    expect(
      within(outcome).getByRole('link', { name: '#1285' }),
    ).toHaveAttribute('href', '/releases/1285');
    expect(document.body).not.toHaveTextContent('user:default');
  });

  it('is up to date when a signal says that it changed', async () => {
    const signals = new FakeSignals();
    const backend = open(running, signals);
    expect(await screen.findByText('Running')).toBeVisible();
    backend.releases[0].state = 'succeeded';
    backend.releases[0].outcome = 'All hosts run it.';
    signals.say({ release: id });
    expect(await screen.findByText('All hosts run it.')).toBeVisible();
  });

  it('brings the step that runs into sight, and leaves the page where it is read', async () => {
    const signals = new FakeSignals();
    const step = (key: string, state: 'waiting' | 'running' | 'succeeded') => ({
      key,
      title: key,
      state,
      attempt: 1,
    });
    const backend = open(
      { ...running, steps: [step('build', 'running'), step('all', 'waiting')] },
      signals,
    );
    const row = await screen.findByRole('list', { name: 'Steps' });
    const [, last] = row.children;
    const scroll = jest.fn();
    last.scrollIntoView = scroll;
    const place = (value: number) => ({ value, configurable: true });
    Object.defineProperties(row, { clientWidth: place(300) });
    Object.defineProperties(last, {
      offsetLeft: place(600),
      offsetWidth: place(150),
    });
    backend.releases[0].steps = [
      step('build', 'succeeded'),
      step('all', 'running'),
    ];
    signals.say({ release: id });
    await waitFor(() => expect(row.scrollLeft).toBe(450));
    expect(scroll).not.toHaveBeenCalled();
  });

  it('tells what happened newest first, also what happened at once', async () => {
    const at = '2026-03-10T11:00:00.000Z';
    open({
      timeline: ['Asked for', 'Approved', 'Started'].map(text => ({
        at,
        text,
      })),
    });
    const timeline = await screen.findByRole('region', { name: 'Timeline' });
    expect(
      within(timeline)
        .getAllByRole('listitem')
        .map(item => item.textContent?.split('Stagedoor')[0]),
    ).toEqual(['Started', 'Approved', 'Asked for']);
  });

  it('shows decisions that do not count, and why', async () => {
    open({
      state: 'awaiting_approval',
      approvalRule: rule,
      approvals: [
        {
          by: 'user:default/ben.okafor',
          decision: 'approved',
          at: '2026-03-10T11:00:00Z',
          counts: no('has left group:default/sre since'),
        },
      ],
    });
    expect(await screen.findByText(/^does not count/)).toHaveTextContent(
      'does not count: has left sre since',
    );
  });
});
