import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ForgeResponseError, ForgeUnreachableError } from './forgeFetch';

/** Words that differ between forges and between tokens. */
export interface ForgeWords {
  /** "github.com" */
  host: string;
  /** "organisation or user", "group" */
  ownerNoun: string;
  owner: string;
  name: string;
  /** Whose token was used, as the end of "… refused ": "the token in integrations.github". */
  token: string;
  /** What the token needs, as the end of "It needs ". */
  needs: string;
}

/**
 * Turns what a forge answered into what a person can do about it. The forge's own words follow, because they often hold
 * the one detail that matters.
 */
export function explainForgeError(error: unknown, words: ForgeWords): unknown {
  const { host, owner, ownerNoun, name, token, needs } = words;
  if (error instanceof ForgeUnreachableError) {
    return new ServiceUnavailableError(
      `${error.message}. Nothing is lost: retry this task when it answers again.`,
    );
  }
  if (!(error instanceof ForgeResponseError)) {
    return error;
  }
  const detail = describeAnswer(error);
  if (error.retryAt) {
    return new ServiceUnavailableError(
      `${host} accepts no more requests until ${error.retryAt.toISOString()} (rate limit). Retry this task after that.${detail}`,
    );
  }
  switch (error.status) {
    case 401:
      return new AuthenticationError(
        `${host} refused ${token}: it is wrong or has expired. Renew it, then retry this task.${detail}`,
      );
    case 403:
      return new NotAllowedError(
        `${host} does not let ${token} make ${owner}/${name}. It needs ${needs}.${detail}`,
      );
    case 404:
      return new InputError(
        `${host} knows no ${ownerNoun} '${owner}' that ${token} may see. Check the spelling, or give the token access to it.${detail}`,
      );
    case 409:
      return alreadyExists(words, detail);
    case 400:
    case 422:
      return isNameTaken(error)
        ? alreadyExists(words, detail)
        : new InputError(`${host} refused ${owner}/${name}.${detail}`);
    default:
      return new ServiceUnavailableError(
        `${host} answered with status ${error.status}. Retry this task in a while.${detail}`,
      );
  }
}

function alreadyExists(words: ForgeWords, detail: string): ConflictError {
  return new ConflictError(
    `${words.owner}/${words.name} already exists on ${words.host}, and this task did not make it. Choose another name.${detail}`,
  );
}

function isNameTaken(error: ForgeResponseError): boolean {
  return /already exists|already been taken/i.test(error.message);
}

function describeAnswer(error: ForgeResponseError): string {
  const text = readMessage(error.message).replace(/\s+/g, ' ').trim();
  return text ? ` (It said: ${text.slice(0, 300)})` : '';
}

function readMessage(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) {
      const answer = { message: '', error: '', errors: undefined, ...parsed };
      const parts = [answer.message || answer.error, answer.errors];
      return parts
        .filter(Boolean)
        .map(part => (typeof part === 'string' ? part : JSON.stringify(part)))
        .join(' ');
    }
  } catch {
    // Not JSON: a proxy's page, perhaps. Its markup helps nobody.
    return body.startsWith('<') ? '' : body;
  }
  return '';
}
