import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { describeMoment } from '@stagedoor/ui-parts';
import {
  accessRoutes,
  type GrantSummary,
} from '@stagedoor/plugin-access-common';
import { answerRoute } from '../__testUtils__/answerRoute';
import { makeGrant, makePreview, makeRule } from '../__testUtils__/builders';
import { FakeAccess } from '../__testUtils__/FakeAccess';
import { renderWithAccess } from '../__testUtils__/renderWithAccess';
import { GrantCard } from './GrantCard';
import { useGrantDialog } from './useGrantDialog';
import { readPublicKey } from './readPublicKey';

const server = setupServer();
registerMswTestHooks(server);

const publicKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'B'.repeat(43)} ana@laptop`;
const privateKey = [
  '-----BEGIN OPENSSH PRIVATE KEY-----',
  'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ',
  '-----END OPENSSH PRIVATE KEY-----',
].join('\n');

function CardOnPage(props: { summary: GrantSummary; onChange: () => void }) {
  const [act, dialog] = useGrantDialog(props.onChange);
  return (
    <>
      <GrantCard
        summary={props.summary}
        version={0}
        onAct={act}
        onEndSession={() => {}}
      />
      {dialog}
    </>
  );
}

function open(backend: FakeAccess, onChange = () => {}) {
  server.use(...backend.handlers());
  renderWithAccess(
    <CardOnPage summary={backend.grants[0]} onChange={onChange} />,
  );
}

async function paste(text: string) {
  await userEvent.click(await screen.findByLabelText(/Your public key/));
  await userEvent.paste(text);
}

describe('GrantCard', () => {
  it('gets a certificate for a pasted key, and shows how to log in', async () => {
    const backend = new FakeAccess();
    backend.grants = [makeGrant(1)];
    open(backend);
    await paste(publicKey);
    await userEvent.click(
      screen.getByRole('button', { name: 'Get certificate' }),
    );
    expect(
      await screen.findByLabelText('Command that saves the certificate'),
    ).toHaveTextContent(
      "echo 'ssh-ed25519-cert-v01@openssh.com AAAAcertificate' > ~/.ssh/grant-7-cert.pub",
    );
    expect(backend.commands).toEqual([{ publicKey, saveAs: 'ana@laptop' }]);
    expect(screen.getByLabelText('Command for prod-1')).toHaveTextContent(
      'ssh -t jump@bastion.example.test prod-1',
    );
    expect(
      await screen.findByRole('button', { name: /ana@laptop|Paste another/ }),
    ).toBeVisible();
  });

  it('does not show a certificate that has run out', async () => {
    const backend = new FakeAccess();
    backend.grants = [makeGrant(1)];
    backend.validTo = '2026-03-10T12:00:00Z';
    open(backend);
    await paste(publicKey);
    await userEvent.click(
      screen.getByRole('button', { name: 'Get certificate' }),
    );
    expect(await screen.findByText(/has run out/)).toBeVisible();
    expect(
      screen.queryByLabelText('Command that saves the certificate'),
    ).not.toBeInTheDocument();
  });

  it('gets a certificate for a saved key', async () => {
    const backend = new FakeAccess();
    backend.grants = [makeGrant(1)];
    backend.keys = [
      {
        id: 3,
        name: 'laptop',
        type: 'ssh-ed25519',
        fingerprint: 'SHA256:aaaaf3a1',
        savedAt: '2026-03-10T11:00:00Z',
      },
    ];
    open(backend);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Get certificate' }),
    );
    await waitFor(() => expect(backend.commands).toEqual([{ savedKey: 3 }]));
  });

  it('forgets a saved key, and offers the next', async () => {
    const backend = new FakeAccess();
    backend.grants = [makeGrant(1)];
    backend.keys = ['laptop', 'desktop'].map((name, index) => ({
      id: index + 3,
      name,
      type: 'ssh-ed25519',
      fingerprint: `SHA256:${name}`,
      savedAt: '2026-03-10T11:00:00Z',
    }));
    open(backend);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Forget this key' }),
    );
    expect(
      screen.getByRole('heading', { name: 'Forget the key laptop' }),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Forget the key' }),
    );
    await waitFor(() =>
      expect(backend.keys.map(({ name }) => name)).toEqual(['desktop']),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Get certificate' }),
    );
    await waitFor(() => expect(backend.commands).toEqual([{ savedKey: 4 }]));
  });

  it('asks for no more time than the policy allows', async () => {
    const backend = new FakeAccess();
    backend.grants = [makeGrant(1)];
    const asked: unknown[] = [];
    server.use(
      answerRoute(accessRoutes.previewRequest, ({ body }) => {
        asked.push(body.minutes);
        return makePreview({
          rule: makeRule({ mostMinutes: 30 }),
          blockers:
            body.minutes === 30 ? [] : ['the policy allows 30 min at most'],
        });
      }),
      ...backend.handlers(),
    );
    renderWithAccess(
      <CardOnPage summary={backend.grants[0]} onChange={() => {}} />,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Extend' }),
    );
    expect(await screen.findByLabelText('30 min (max)')).toBeChecked();
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Ask for more time' }),
      ).toBeEnabled(),
    );
    expect(asked.at(-1)).toBe(30);
  });

  it('says when access would end, before more time is asked for', async () => {
    const backend = new FakeAccess();
    backend.grants = [makeGrant(1)];
    open(backend);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Extend' }),
    );
    const end = (hours: number) =>
      describeMoment(
        new Date(Date.parse('2099-03-10T11:00:00Z') + hours * 3.6e6),
      );
    await userEvent.click(await screen.findByLabelText('2 h'));
    expect(screen.getByText(/^Access ends on/)).toHaveTextContent(
      `Access ends on ${end(0)}. If it is approved, it ends on ${end(2)}.`,
    );
    expect(
      await screen.findByText('Could decide now:', { exact: false }),
    ).toHaveTextContent('dara.singh');
  });

  it('takes a private key out of the field and sends nothing', async () => {
    const backend = new FakeAccess();
    backend.grants = [makeGrant(1)];
    open(backend);
    await paste(privateKey);
    expect(screen.getByRole('alert')).toHaveTextContent(
      /private key. It was not sent/,
    );
    expect(screen.getByLabelText(/Your public key/)).toHaveValue('');
    await userEvent.click(
      screen.getByRole('button', { name: 'Get certificate' }),
    );
    expect(backend.commands).toEqual([]);
  });

  it('counts down, and can be given back', async () => {
    const backend = new FakeAccess();
    backend.grants = [
      makeGrant(1, {
        endsAt: new Date(Date.now() + 5 * 60_000 + 500).toISOString(),
        liveSessions: 1,
      }),
    ];
    const onChange = jest.fn();
    open(backend, onChange);
    expect(await screen.findByText(/^5 min left$/)).toBeVisible();
    expect(
      await screen.findByText(/^4 min 5\d s left$/, {}, { timeout: 4000 }),
    ).toBeVisible();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Give back' }),
    );
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Give back' }).at(-1)!,
    );
    await waitFor(() => expect(onChange).toHaveBeenCalled());
    expect(backend.grants[0].state).toBe('ended');
  });

  it('of somebody else can be revoked, for a reason only', async () => {
    const backend = new FakeAccess();
    const no = { allowed: false as const, reason: 'It is not yours' };
    const { actions } = makeGrant(1);
    backend.grants = [
      makeGrant(1, {
        actions: { ...actions, getCertificate: no, giveBack: no, extend: no },
      }),
    ];
    open(backend);
    expect(await screen.findByText('It is not yours')).toBeVisible();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Revoke' }),
    );
    const confirm = await screen.findByRole('button', { name: 'Revoke now' });
    expect(confirm).toBeDisabled();
    await userEvent.type(screen.getByLabelText(/^Why/), 'Laptop was lost');
    await userEvent.click(confirm);
    await waitFor(() => expect(backend.grants[0].state).toBe('revoked'));
    expect(backend.commands).toEqual([{ comment: 'Laptop was lost' }]);
  });
});

describe('readPublicKey', () => {
  it.each([
    [publicKey, 'public'],
    [privateKey, 'private'],
    ['PuTTY-User-Key-File-3: ssh-ed25519', 'private'],
    ['-----BEGIN RSA PRIVATE KEY-----', 'private'],
    ['ssh-ed25519-cert-v01@openssh.com AAAAIHNza', 'certificate'],
    [`${publicKey}\n${publicKey}`, 'several'],
    ['hello', 'unreadable'],
    ['', 'unreadable'],
  ])('%s', (text, kind) => {
    expect(readPublicKey(text).kind).toBe(kind);
  });
});
