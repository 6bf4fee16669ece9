import { useState } from 'react';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AnyApiRef,
  BackstageIdentityResponse,
  IdentityApi,
  configApiRef,
  discoveryApiRef,
  githubAuthApiRef,
} from '@backstage/frontend-plugin-api';
import { TestApiProvider, mockApis } from '@backstage/frontend-test-utils';
import { JsonObject } from '@backstage/types';
import { AccountApi } from './AccountIdentity';
import { oidcAuthApiRef } from './oidcAuthApi';
import { SignInPage } from './SignInPage';
import { FakePlatform, discoveryApi } from './testing';

const ana = {
  user: 'user:default/ana.ruiz',
  title: 'Ana Ruiz',
  team: 'Payments',
  note: 'Developer. Owns Payments API.',
};
const chen = {
  user: 'user:default/chen.wei',
  title: 'Chen Wei',
  team: 'Platform',
};
const gone = { user: 'user:default/gone.away', title: 'Gone Away' };
const mallory = { user: 'user:default/mallory', title: 'Mallory' };

/** An identity provider whose window ends as it is told to. */
class FakeAccountApi implements AccountApi {
  session?: BackstageIdentityResponse;
  failure?: Error;
  windows = 0;

  async getBackstageIdentity(options?: {
    optional?: boolean;
    instantPopup?: boolean;
  }) {
    if (!this.session && !options?.optional) {
      this.windows += 1;
      if (this.failure) {
        throw this.failure;
      }
      this.session = {
        token: 'token-of-ana',
        identity: {
          type: 'user',
          userEntityRef: ana.user,
          ownershipEntityRefs: [ana.user],
        },
      };
    }
    return this.session;
  }

  async getProfile() {
    return { displayName: ana.title };
  }

  async signIn() {}

  async signOut() {
    this.session = undefined;
  }

  sessionState$(): ReturnType<AccountApi['sessionState$']> {
    throw new Error('Not observed by the page');
  }
}

function named(name: string): Error {
  return Object.assign(new Error(`${name} of the provider`), { name });
}

/** The app as far as signing in goes: the page, then whoever it made of the person. */
const App = () => {
  const [identity, setIdentity] = useState<IdentityApi>();
  const [who, setWho] = useState('');
  if (!identity) {
    return (
      <SignInPage
        onSignInSuccess={next => {
          next
            .getBackstageIdentity()
            .then(({ userEntityRef }) => setWho(userEntityRef));
          setIdentity(next);
        }}
      />
    );
  }
  return (
    <>
      <p>Signed in: {who}</p>
      <button onClick={() => identity.signOut()}>Sign out</button>
    </>
  );
};

function open(
  data: JsonObject,
  apis: [AnyApiRef, AccountApi][] = [],
): () => void {
  const { unmount } = render(
    <TestApiProvider
      apis={[
        [configApiRef, mockApis.config({ data })],
        [discoveryApiRef, discoveryApi],
        ...apis,
      ]}
    >
      <App />
    </TestApiProvider>,
  );
  return unmount;
}

const evaluation: JsonObject = {
  organization: { name: 'Nordlicht' },
  auth: { providers: { persona: { people: [ana, chen, gone, mallory] } } },
};

const person = (name: RegExp) => screen.findByRole('button', { name });

describe('SignInPage', () => {
  let platform: FakePlatform;

  beforeEach(() => {
    platform = new FakePlatform();
  });

  afterEach(() => {
    platform.restore();
    sessionStorage.clear();
    localStorage.clear();
  });

  describe('with people to act as', () => {
    it('shows who they are and signs in the chosen one', async () => {
      open(evaluation);
      const card = await person(/Ana Ruiz Payments/);
      expect(card).toHaveAccessibleDescription(ana.note);
      expect(screen.getByRole('list', { name: 'People' })).toBeVisible();
      await userEvent.click(card);
      expect(await screen.findByText(`Signed in: ${ana.user}`)).toBeVisible();
    });

    it('goes on as the same person after a reload, until signing out', async () => {
      const close = open(evaluation);
      await userEvent.click(await person(/Chen Wei/));
      await screen.findByText(`Signed in: ${chen.user}`);
      close();

      const closeAgain = open(evaluation);
      expect(await screen.findByText(`Signed in: ${chen.user}`)).toBeVisible();
      await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));
      closeAgain();

      open(evaluation);
      expect(await person(/Chen Wei/)).toHaveTextContent('You were here last');
    });

    it('leaves another tab free to be another person', async () => {
      const close = open(evaluation);
      await userEvent.click(await person(/Ana Ruiz/));
      await screen.findByText(`Signed in: ${ana.user}`);
      close();
      // A new tab has a session storage of its own and shares the local one.
      sessionStorage.clear();

      open(evaluation);
      await userEvent.click(await person(/Chen Wei/));
      expect(await screen.findByText(`Signed in: ${chen.user}`)).toBeVisible();
    });

    it('marks the chosen card while the platform answers, and lets nobody choose twice', async () => {
      let answer = () => {};
      platform.gate = new Promise<void>(resolve => {
        answer = resolve;
      });
      open(evaluation);
      const card = await person(/Ana Ruiz/);
      await userEvent.click(card);
      expect(card).toHaveAttribute('aria-busy', 'true');
      expect(card).toHaveTextContent('Signing in…');
      await userEvent.click(await person(/Chen Wei/));
      answer();
      expect(await screen.findByText(`Signed in: ${ana.user}`)).toBeVisible();
      expect(platform.asked).toEqual([ana.user]);
    });

    it('says that the platform is down and signs in when it is back', async () => {
      platform.isDown = true;
      open(evaluation);
      await userEvent.click(await person(/Ana Ruiz/));
      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent('The platform does not answer');
      expect(alert).toHaveTextContent(/Trying again in \d s\./);
      platform.isDown = false;
      expect(
        await screen.findByText(`Signed in: ${ana.user}`, undefined, {
          timeout: 4_000,
        }),
      ).toBeVisible();
    });

    it('keeps the session of before while the platform is down at a reload', async () => {
      const close = open(evaluation);
      await userEvent.click(await person(/Ana Ruiz/));
      await screen.findByText(`Signed in: ${ana.user}`);
      close();
      platform.isDown = true;
      open(evaluation);
      await screen.findByText('The platform does not answer');
      platform.isDown = false;
      await userEvent.click(
        await screen.findByRole('button', { name: 'Try now' }),
      );
      expect(await screen.findByText(`Signed in: ${ana.user}`)).toBeVisible();
    });

    it('stops trying when told to', async () => {
      platform.isDown = true;
      open(evaluation);
      await userEvent.click(await person(/Ana Ruiz/));
      await userEvent.click(
        await screen.findByRole('button', { name: 'Cancel' }),
      );
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
      platform.isDown = false;
      await act(() => new Promise(resolve => setTimeout(resolve, 2_500)));
      expect(platform.asked).toHaveLength(1);
      expect(await person(/Ana Ruiz/)).toBeVisible();
    });

    it('says so when the person is not in the catalog yet, and tries again', async () => {
      open(evaluation);
      await userEvent.click(await person(/Gone Away/));
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'Gone Away is not in the catalog yet',
      );
      platform.catalog.push(gone.user);
      await userEvent.click(
        await screen.findByRole('button', { name: 'Try now' }),
      );
      expect(await screen.findByText(`Signed in: ${gone.user}`)).toBeVisible();
    });

    it('repeats the reason of a refusal and does not try again', async () => {
      open(evaluation);
      await userEvent.click(await person(/Mallory/));
      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent('You cannot act as Mallory');
      expect(alert).toHaveTextContent('The person is not listed');
      expect(
        screen.queryByRole('button', { name: 'Try now' }),
      ).not.toBeInTheDocument();
    });

    it('says so when the remembered person is no longer offered', async () => {
      sessionStorage.setItem('stagedoor.signIn.persona', 'user:default/old');
      open(evaluation);
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'user:default/old is not among the people here',
      );
    });

    it('is operated with the keyboard', async () => {
      open(evaluation);
      await person(/Ana Ruiz/);
      await userEvent.tab();
      expect(await person(/Ana Ruiz/)).toHaveFocus();
      await userEvent.keyboard('{ArrowDown}');
      expect(await person(/Chen Wei/)).toHaveFocus();
      await userEvent.keyboard('{Enter}');
      expect(await screen.findByText(`Signed in: ${chen.user}`)).toBeVisible();
    });

    it('has no search for a handful, and one that knows accents for many', async () => {
      const close = open(evaluation);
      await person(/Ana Ruiz/);
      expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
      close();

      const many = ['Inês Costa', 'Hugo Brandt', ...'cdefghi'].map(title => ({
        user: `user:default/${title.split(' ')[0].toLocaleLowerCase()}`,
        title,
        team: 'Search',
      }));
      open({ auth: { providers: { persona: { people: [ana, ...many] } } } });
      const search = await screen.findByRole('searchbox', {
        name: 'Search people',
      });
      await userEvent.type(search, 'ines sea');
      const list = within(screen.getByRole('list', { name: 'People' }));
      expect(list.getAllByRole('button')).toHaveLength(1);
      expect(list.getByText('Inês Costa')).toBeVisible();
      await userEvent.clear(search);
      await userEvent.type(search, 'nobody');
      expect(screen.getByText('Nobody here matches “nobody”.')).toBeVisible();
      await userEvent.clear(search);
      await userEvent.type(search, 'ana ruiz{Enter}');
      expect(await screen.findByText(`Signed in: ${ana.user}`)).toBeVisible();
    });
  });

  describe('with accounts', () => {
    const production: JsonObject = {
      organization: { name: 'Nordlicht' },
      auth: { providers: { oidc: {} } },
      signIn: { titles: { oidc: 'Nordlicht account' } },
    };

    it('offers only the one provider that is configured', async () => {
      const api = new FakeAccountApi();
      open(production, [[oidcAuthApiRef, api]]);
      expect(
        await screen.findByRole('heading', { name: 'Sign in to Nordlicht' }),
      ).toBeVisible();
      expect(screen.getAllByRole('button')).toHaveLength(1);
      await userEvent.click(
        screen.getByRole('button', { name: 'Sign in with Nordlicht account' }),
      );
      expect(await screen.findByText(`Signed in: ${ana.user}`)).toBeVisible();
    });

    it('takes up the session of the browser without a window, and not after signing out', async () => {
      const api = new FakeAccountApi();
      const close = open(production, [[oidcAuthApiRef, api]]);
      await userEvent.click(await person(/Nordlicht account/));
      await screen.findByText(`Signed in: ${ana.user}`);
      close();

      const closeAgain = open(production, [[oidcAuthApiRef, api]]);
      await screen.findByText(`Signed in: ${ana.user}`);
      expect(api.windows).toBe(1);
      await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));
      await waitFor(() => expect(api.session).toBeUndefined());
      closeAgain();

      open(production, [[oidcAuthApiRef, api]]);
      expect(await person(/Nordlicht account/)).toBeVisible();
      expect(api.windows).toBe(1);
    });

    it('returns to choosing when the session has ended meanwhile', async () => {
      localStorage.setItem('stagedoor.signIn.provider', 'oidc');
      open(production, [[oidcAuthApiRef, new FakeAccountApi()]]);
      expect(await person(/Nordlicht account/)).toBeEnabled();
    });

    it.each([
      [named('NotFoundError'), 'You are not in the catalog'],
      [
        // What the resolvers that are named in the configuration say instead.
        new Error('Failed to sign-in, unable to resolve user identity.'),
        'You are not in the catalog',
      ],
      [
        new Error('Login failed, user profile does not contain an email'),
        'Your e-mail address is missing',
      ],
      [named('ConflictError'), 'Several people in the catalog are you'],
      [named('PopupRejectedError'), 'Allow pop-up windows for this address'],
      [named('PopupClosedError'), 'The sign-in window was closed'],
      [named('NotAllowedError'), 'NotAllowedError of the provider'],
    ])('explains "%s"', async (failure, text) => {
      const api = new FakeAccountApi();
      api.failure = failure;
      open(production, [[oidcAuthApiRef, api]]);
      await userEvent.click(await person(/Nordlicht account/));
      expect(await screen.findByRole('alert')).toHaveTextContent(text);
      expect(await person(/Nordlicht account/)).toBeEnabled();
    });

    it('offers people and accounts together where both are configured', async () => {
      open(
        { auth: { providers: { persona: { people: [ana] }, github: {} } } },
        [[githubAuthApiRef, new FakeAccountApi()]],
      );
      expect(await person(/Ana Ruiz/)).toBeVisible();
      expect(await person(/Sign in with GitHub/)).toBeVisible();
    });

    it('says what to configure when there is no way to sign in', async () => {
      open({});
      expect(
        await screen.findByText(/adds one under auth\.providers/),
      ).toBeVisible();
    });
  });
});
