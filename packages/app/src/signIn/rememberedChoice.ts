import { PROVIDER_IDS, ProviderId } from './readSignInOptions';

/**
 * What was chosen before.
 *
 * A persona belongs to its browser tab, so that several tabs can be several people. An account belongs
 * to the browser, because the cookie behind it does.
 */
const PERSONA_KEY = 'stagedoor.signIn.persona';
const PROVIDER_KEY = 'stagedoor.signIn.provider';
const LAST_PERSONA_KEY = 'stagedoor.signIn.lastPersona';

/** The person this tab acts as. */
export function recallPersona(): string | undefined {
  return read(sessionStorage, PERSONA_KEY);
}

/** The person some tab of this browser acted as last. */
export function recallLastPersona(): string | undefined {
  return read(localStorage, LAST_PERSONA_KEY);
}

/** The provider with which this browser is signed in. */
export function recallProvider(): ProviderId | undefined {
  const stored = read(localStorage, PROVIDER_KEY);
  return PROVIDER_IDS.find(id => id === stored);
}

export function rememberPersona(user: string) {
  write(sessionStorage, PERSONA_KEY, user);
  write(localStorage, LAST_PERSONA_KEY, user);
}

export function rememberProvider(id: ProviderId) {
  write(localStorage, PROVIDER_KEY, id);
}

export function forgetPersona() {
  sessionStorage.removeItem(PERSONA_KEY);
}

export function forgetProvider() {
  localStorage.removeItem(PROVIDER_KEY);
}

function read(storage: Storage, key: string): string | undefined {
  return storage.getItem(key) ?? undefined;
}

function write(storage: Storage, key: string, value: string) {
  try {
    storage.setItem(key, value);
  } catch {
    // A full or forbidden storage costs only the memory of the choice, not the sign-in.
  }
}
