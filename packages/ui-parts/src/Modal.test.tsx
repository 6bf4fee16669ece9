import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Card } from './Card';
import { Modal, ModalSequence } from './Modal';

/** A page with a dialog of two steps. */
function TwoSteps() {
  const [step, setStep] = useState<'closed' | 'first' | 'second'>('closed');
  const close = () => setStep('closed');
  return (
    <main>
      <button type="button" onClick={() => setStep('first')}>
        Open
      </button>
      {step === 'closed' ? null : (
        <ModalSequence>
          {step === 'first' ? (
            <Modal
              key="first"
              title="First"
              onClose={close}
              footer={
                <button type="button" onClick={() => setStep('second')}>
                  Next
                </button>
              }
            >
              What is chosen
            </Modal>
          ) : (
            <Modal key="second" title="Second" onClose={close}>
              What it leads to
            </Modal>
          )}
        </ModalSequence>
      )}
    </main>
  );
}

describe('ModalSequence', () => {
  it('covers the page from the first step to the last, and keeps the keyboard in it', async () => {
    renderInTestApp(<TwoSteps />);
    const open = await screen.findByRole('button', { name: 'Open' });
    await userEvent.click(open);
    const dialog = await screen.findByRole('dialog', { name: 'First' });
    expect(screen.queryByRole('button', { name: 'Open' })).toBeNull();

    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByText('What it leads to')).toBeVisible();
    expect(screen.getByRole('dialog', { name: 'Second' })).toBe(dialog);
    expect(dialog).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Open' })).toBeNull();

    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(open).toHaveFocus());
    expect(screen.getByRole('button', { name: 'Open' })).toBeVisible();
  });
});

/** A list of which each entry can be taken out, after it was asked in a dialog. */
function Entries() {
  const [entries, setEntries] = useState(['one', 'two', 'three']);
  const [asked, setAsked] = useState<string>();
  return (
    <main>
      <Card title="Entries">
        <ul>
          {entries.map(entry => (
            <li key={entry}>
              <a href={`/${entry}`}>{entry}</a>
              <button
                type="button"
                aria-label={`Remove ${entry}`}
                onClick={() => setAsked(entry)}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      </Card>
      {asked === undefined ? null : (
        <Modal
          title="Sure?"
          onClose={() => setAsked(undefined)}
          footer={
            <button
              type="button"
              onClick={() => {
                setAsked(undefined);
                // As long as a list takes that is read again.
                setTimeout(
                  () => setEntries(all => all.filter(e => e !== asked)),
                  100,
                );
              }}
            >
              Yes
            </button>
          }
        >
          {asked}
        </Modal>
      )}
    </main>
  );
}

async function remove(entry: string) {
  await userEvent.click(
    await screen.findByRole('button', { name: `Remove ${entry}` }),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Yes' }));
  await waitFor(() =>
    expect(screen.queryByRole('link', { name: entry })).toBeNull(),
  );
}

describe('the focus after a dialog that takes away what opened it', () => {
  it.each([
    ['the next entry', 'one', 'Remove two'],
    ['the one before, after the last', 'three', 'Remove two'],
  ])('goes to %s', async (_, removed, then) => {
    renderInTestApp(<Entries />);
    await remove(removed);
    await waitFor(() =>
      expect(screen.getByRole('button', { name: then })).toHaveFocus(),
    );
  });

  it('goes to the heading of a list that is empty then', async () => {
    renderInTestApp(<Entries />);
    for (const entry of ['one', 'two', 'three']) {
      await remove(entry);
    }
    await waitFor(() =>
      expect(screen.getByRole('heading', { name: 'Entries' })).toHaveFocus(),
    );
  });
});

describe('Modal', () => {
  // There is none in jsdom.
  afterEach(() => Reflect.deleteProperty(Element.prototype, 'scrollIntoView'));

  it('brings what went wrong into sight', async () => {
    const shown: (string | null)[] = [];
    Element.prototype.scrollIntoView = function show(this: Element) {
      shown.push(this.textContent);
    };
    function Refused() {
      const [state, setState] = useState<'ready' | 'busy' | 'refused'>('ready');
      return (
        <Modal
          title="Long"
          isBusy={state === 'busy'}
          onClose={() => {}}
          footer={
            <>
              <button type="button" onClick={() => setState('busy')}>
                Send
              </button>
              <button type="button" onClick={() => setState('refused')}>
                Refuse
              </button>
            </>
          }
        >
          {state === 'refused' ? <p role="alert">It was refused</p> : 'A form'}
        </Modal>
      );
    }
    renderInTestApp(<Refused />);
    await userEvent.click(await screen.findByRole('button', { name: 'Send' }));
    expect(shown).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Refuse' }));
    expect(shown).toEqual(['It was refused']);
  });
});
