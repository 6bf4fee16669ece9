import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { makeRelease } from '../../__testUtils__/builders';
import { FakeLog, makeLine, makeLines } from '../__testUtils__/FakeLog';
import {
  pretendLayout,
  renderReleasePage,
} from '../__testUtils__/renderReleasePage';
import { LogList } from './LogList';
import { LogPanel } from './LogPanel';

const server = setupServer();
registerMswTestHooks(server);

const steps = ['build', 'package'].map(key => ({
  key,
  title: key === 'build' ? 'Build' : 'Package',
  state: 'succeeded' as const,
  attempt: 1,
}));

function open(log: FakeLog, options: { step?: string } = {}) {
  server.use(...log.handlers(7));
  return renderReleasePage(
    <LogPanel
      release={makeRelease(7, { state: 'running', steps })}
      step={options.step}
      onStepChange={() => {}}
      onReleaseChange={() => {}}
    />,
  );
}

const drawn = () =>
  [...document.querySelectorAll<HTMLElement>('[data-line]')].map(row =>
    Number(row.dataset.line),
  );

beforeEach(() => {
  pretendLayout();
  window.history.replaceState(null, '', '/releases/7');
});
afterEach(() => jest.restoreAllMocks());

it('draws only what is in sight of a hundred thousand lines', async () => {
  const nothing = () => {};
  renderReleasePage(
    <LogList
      label="Log"
      rows={makeLines(100_000)}
      titleOf={() => ''}
      isFollowing={false}
      onFollow={nothing}
      isFast={false}
      isWrapped={false}
      hasOlder={false}
      hasNewer={false}
      isPaging={false}
      onReadOlder={nothing}
      onReadNewer={nothing}
      search=""
      onSelect={nothing}
      onToggle={nothing}
    />,
  );
  expect(await screen.findByText('line 1')).toBeInTheDocument();
  expect(drawn().length).toBeLessThan(80);
});

it('shows lines as they come', async () => {
  const log = new FakeLog(makeLines(3));
  open(log);
  expect(await screen.findByText('line 3')).toBeInTheDocument();
  log.write(makeLine(4, { host: 'prod-1' }));
  expect(await screen.findByText('line 4')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'following' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  log.end();
  expect(await screen.findByText('ended, 4 lines')).toBeVisible();
});

it('says what it waits for', async () => {
  open(new FakeLog());
  expect(await screen.findByText('Waiting for the first line…')).toBeVisible();
});

it('shows what was printed and obeys none of it', async () => {
  const escape = '\u001b';
  const log = new FakeLog(
    [
      '<img src=x onerror="alert(1)"> <script>alert(2)</script>',
      `${escape}]8;;javascript:alert(3)${escape}\\click me${escape}]8;;${escape}\\`,
      'safe \u202egpj.exe',
      `${escape}[31mred${escape}[0m`,
    ].map((text, index) => makeLine(index + 1, { text })),
    { isEnded: true },
  );
  open(log);
  expect(
    await screen.findByText(/<img src=x onerror="alert\(1\)">/),
  ).toBeInTheDocument();
  expect(screen.getByText('click me')).toBeInTheDocument();
  expect(screen.getByText('U+202E')).toBeInTheDocument();
  expect(screen.getByText('red')).toHaveClass('red');
  const list = screen.getByRole('log');
  expect(list.querySelector('img, script, [href^="javascript:"]')).toBeNull();
  expect(list.textContent).not.toContain(escape);
  expect(list.textContent).not.toContain('\u202e');
});

it('puts lines together by step, and folds them', async () => {
  const lines = makeLines(4).map(line =>
    line.n > 2 ? { ...line, step: 'package' } : line,
  );
  open(new FakeLog(lines, { isEnded: true }));
  const head = await screen.findByRole('button', { name: /Build.*2 lines/ });
  await userEvent.click(head);
  expect(drawn()).toEqual([3, 4]);
  expect(
    screen.getByRole('button', { name: /Build.*2 lines/ }),
  ).toHaveAttribute('aria-expanded', 'false');
});

it('shows the lines of one step alone', async () => {
  const lines = makeLines(4).map(line =>
    line.n > 2 ? { ...line, step: 'package' } : line,
  );
  open(new FakeLog(lines, { isEnded: true }), { step: 'package' });
  expect(await screen.findByText('line 4')).toBeInTheDocument();
  expect(drawn()).toEqual([3, 4]);
  expect(screen.getByRole('button', { name: 'Show all steps' })).toBeVisible();
});

it('searches the whole log and steps through what it finds', async () => {
  const lines = makeLines(30).map(line =>
    line.n % 10 === 0 ? { ...line, text: `a WARNing in ${line.n}` } : line,
  );
  open(new FakeLog(lines, { isEnded: true }));
  await screen.findByText('line 1');
  act(() => screen.getByRole('log').focus());
  await userEvent.keyboard('/');
  await userEvent.type(screen.getByRole('searchbox'), 'warn');
  expect(await screen.findByText('1 of 3')).toBeVisible();
  await userEvent.keyboard('{Enter}{Enter}{Enter}');
  expect(screen.getByText('1 of 3')).toBeVisible();
  await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
  expect(screen.getByText('3 of 3')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('searchbox')).toBeNull();
  expect(screen.getByRole('log')).toHaveFocus();
});

it('leaves keys alone for whoever has turned shortcuts off', async () => {
  window.localStorage.setItem('stagedoor.shortcuts', 'off');
  open(new FakeLog(makeLines(3)));
  const following = await screen.findByRole('button', { name: 'following' });
  act(() => screen.getByRole('log').focus());
  await userEvent.keyboard('/f');
  expect(screen.queryByRole('searchbox')).toBeNull();
  expect(following).toHaveAttribute('aria-pressed', 'true');
  window.localStorage.removeItem('stagedoor.shortcuts');
});

it('stops following for whoever scrolls up, and counts what comes', async () => {
  const log = new FakeLog(makeLines(200));
  open(log);
  await screen.findByRole('button', { name: 'following' });
  const list = screen.getByRole('log');
  Object.defineProperties(list, {
    scrollHeight: { value: 4000, configurable: true },
    clientHeight: { value: 400, configurable: true },
  });
  list.scrollTop = 3600;
  fireEvent.scroll(list);
  fireEvent.wheel(list, { deltaY: -100 });
  list.scrollTop = 3000;
  fireEvent.scroll(list);
  expect(await screen.findByRole('button', { name: 'follow' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  log.write(makeLine(201), makeLine(202));
  expect(
    await screen.findByRole('button', { name: 'follow, 2 new lines' }),
  ).toBeVisible();
  await userEvent.keyboard('f');
  expect(
    await screen.findByRole('button', { name: 'following' }),
  ).toBeVisible();
});

it('begins at the line that the address points at, and gives the address of another', async () => {
  window.history.replaceState(null, '', '/releases/7#L2500');
  const log = new FakeLog(makeLines(9000), { isEnded: true });
  open(log);
  await waitFor(() =>
    expect(log.reads.some(query => Number(query.get('after')) === 2249)).toBe(
      true,
    ),
  );
  const [line] = await screen.findAllByRole('link', { name: /^Line 2\d\d\d/ });
  const n = line.getAttribute('href')!;
  await userEvent.click(line);
  expect(window.location.hash).toBe(n);
});

it('says that it cannot be read any more', async () => {
  const log = new FakeLog();
  log.isGone = true;
  open(log);
  expect(
    await screen.findByText('The log can no longer be read.'),
  ).toBeVisible();
});
