import { ResponseError, isError } from '@backstage/errors';
import { Persona, Provider } from './readSignInOptions';

/** Why somebody could not be signed in, in words for that person. */
export interface SignInProblem {
  title: string;
  detail: string;
  /** Whether the same attempt may succeed later by itself, so that it is repeated. */
  passing: boolean;
}

/** Explains why acting as a persona failed. */
export function explainPersonaProblem(
  error: unknown,
  person: Pick<Persona, 'title'>,
): SignInProblem {
  if (!(error instanceof ResponseError) || error.statusCode >= 500) {
    return {
      title: 'The platform does not answer',
      detail: 'It may be starting or restarting.',
      passing: true,
    };
  }
  if (error.statusCode === 404) {
    return {
      title: `${person.title} is not in the catalog yet`,
      detail:
        'The catalog of a platform that has just started is still loading.',
      passing: true,
    };
  }
  return {
    title: `You cannot act as ${person.title}`,
    detail: error.cause.message,
    passing: false,
  };
}

/** Explains why signing in with an account failed. */
export function explainAccountProblem(
  error: unknown,
  provider: Pick<Provider, 'title'>,
): SignInProblem {
  const { name, message } = isError(error)
    ? error
    : { name: 'Error', message: String(error) };
  const [title, detail] = explainAccountError(name, message, provider.title);
  return { title, detail, passing: false };
}

function explainAccountError(
  name: string,
  message: string,
  provider: string,
): [title: string, detail: string] {
  if (name === 'PopupRejectedError') {
    return [
      'The browser blocked the sign-in window',
      'Allow pop-up windows for this address, then try again.',
    ];
  }
  if (name === 'PopupClosedError') {
    return [
      'You are not signed in',
      'The sign-in window was closed before it was finished.',
    ];
  }
  if (name === 'NotFoundError' || /unable to resolve user/.test(message)) {
    return [
      'You are not in the catalog',
      `${provider} knows you, but no person in the catalog has your account or e-mail address. Ask the platform team to add you.`,
    ];
  }
  if (name === 'ConflictError') {
    return [
      'Several people in the catalog are you',
      `More than one person in the catalog has your account or e-mail address at ${provider}. Ask the platform team to correct that.`,
    ];
  }
  if (/not contain an email/.test(message)) {
    return [
      'Your e-mail address is missing',
      `${provider} did not tell a verified e-mail address of yours, and the catalog finds you by it.`,
    ];
  }
  return [`${provider} could not sign you in`, message];
}

/** Explains that a remembered person is no longer offered. */
export function explainUnknownPerson(user: string): SignInProblem {
  return {
    title: `${user} is not among the people here`,
    detail: 'This tab acted as them before. Choose somebody else.',
    passing: false,
  };
}
