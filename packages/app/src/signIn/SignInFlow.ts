import { IdentityApi } from '@backstage/frontend-plugin-api';
import { Persona, Provider, SignInOptions } from './readSignInOptions';
import {
  forgetPersona,
  recallPersona,
  recallProvider,
  rememberPersona,
  rememberProvider,
} from './rememberedChoice';
import {
  SignInProblem,
  explainAccountProblem,
  explainPersonaProblem,
  explainUnknownPerson,
} from './SignInProblem';

/** How long to wait before the second, third … attempt. */
const RETRY_DELAYS_MS = [2_000, 4_000, 8_000, 15_000];

/** Somebody that can be signed in. */
export type Choice =
  | { kind: 'persona'; persona: Persona }
  | { kind: 'provider'; provider: Provider };

export type SignInState =
  /** What was chosen before a reload is being taken up again. */
  | { status: 'restoring'; choice: Choice }
  /** Nothing is going on; a problem is that of the attempt before. */
  | { status: 'choosing'; problem?: SignInProblem }
  /** An attempt goes on; a problem is that of the attempt which it repeats. */
  | { status: 'signing-in'; choice: Choice; problem?: SignInProblem }
  /** An attempt failed only for now, and is made again at the given time. */
  | {
      status: 'waiting';
      choice: Choice;
      problem: SignInProblem;
      retryAt: number;
    };

type Attempt = Extract<SignInState, { status: 'restoring' | 'signing-in' }>;

/** The ways to obtain an identity. */
export interface SignInWays {
  actAs(persona: Persona): Promise<IdentityApi>;
  signIn(provider: Provider): Promise<IdentityApi>;
  /** Resolves to nothing where no session is left to take up. */
  restore(provider: Provider): Promise<IdentityApi | undefined>;
}

/**
 * What happens between opening the sign-in page and being somebody: takes up the choice of before,
 * makes attempts, and repeats those that failed only for now.
 */
export class SignInFlow {
  private state: SignInState;
  private readonly listeners = new Set<() => void>();
  /** Counts attempts, so that the outcome of one that was given up changes nothing. */
  private attempts = 0;
  private retries = 0;
  private timer?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly options: SignInOptions,
    private readonly ways: SignInWays,
    private readonly onSuccess: (identity: IdentityApi) => void,
  ) {
    this.state = this.readStart();
  }

  readonly getState = () => this.state;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Takes up the choice of before, if there is one. */
  async start() {
    if (this.state.status === 'restoring') {
      await this.attempt(this.state);
    }
  }

  /** Ends what is going on, without an outcome. */
  stop() {
    this.attempts += 1;
    clearTimeout(this.timer);
  }

  /** Signs in whom the person at the screen has chosen. */
  async choose(choice: Choice) {
    this.retries = 0;
    await this.attempt({ status: 'signing-in', choice });
  }

  /** Makes the next attempt now instead of later. */
  async tryNow() {
    if (this.state.status === 'waiting') {
      const { choice, problem } = this.state;
      await this.attempt({ status: 'signing-in', choice, problem });
    }
  }

  /** Goes back to choosing. */
  giveUp() {
    this.stop();
    forgetPersona();
    this.set({ status: 'choosing' });
  }

  private async attempt(state: Attempt) {
    this.stop();
    const mine = this.attempts;
    const { choice } = state;
    this.set(state);
    try {
      const identity = await this.obtainIdentity(state);
      if (mine !== this.attempts) {
        return;
      }
      if (identity) {
        remember(choice);
        this.onSuccess(identity);
      } else {
        this.set({ status: 'choosing' });
      }
    } catch (error) {
      if (mine === this.attempts) {
        this.fail(choice, error);
      }
    }
  }

  private obtainIdentity({ choice, status }: Attempt) {
    if (choice.kind === 'persona') {
      return this.ways.actAs(choice.persona);
    }
    return status === 'restoring'
      ? this.ways.restore(choice.provider)
      : this.ways.signIn(choice.provider);
  }

  private fail(choice: Choice, error: unknown) {
    const problem =
      choice.kind === 'persona'
        ? explainPersonaProblem(error, choice.persona)
        : explainAccountProblem(error, choice.provider);
    if (!problem.passing) {
      this.set({ status: 'choosing', problem });
      return;
    }
    const delay =
      RETRY_DELAYS_MS[Math.min(this.retries, RETRY_DELAYS_MS.length - 1)];
    this.retries += 1;
    this.timer = setTimeout(() => this.tryNow(), delay);
    this.set({
      status: 'waiting',
      choice,
      problem,
      retryAt: Date.now() + delay,
    });
  }

  private readStart(): SignInState {
    const { people, providers } = this.options;
    const user = recallPersona();
    if (user !== undefined) {
      const persona = people.find(person => person.user === user);
      if (persona) {
        return { status: 'restoring', choice: { kind: 'persona', persona } };
      }
      forgetPersona();
      if (people.length > 0) {
        return { status: 'choosing', problem: explainUnknownPerson(user) };
      }
    }
    const provider = providers.find(({ id }) => id === recallProvider());
    return provider
      ? { status: 'restoring', choice: { kind: 'provider', provider } }
      : { status: 'choosing' };
  }

  private set(state: SignInState) {
    this.state = state;
    this.listeners.forEach(listener => listener());
  }
}

function remember(choice: Choice) {
  if (choice.kind === 'persona') {
    rememberPersona(choice.persona.user);
  } else {
    rememberProvider(choice.provider.id);
  }
}
