import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { canonicalRef } from './entityRefs';

/** Whoever calls. */
export interface Caller {
  /** The entity ref of a person, or the subject of a service behind `service:`, in its one spelling. */
  ref: string;
  /** Signed in themselves: no service, and nothing that acts for them. */
  inPerson: boolean;
}

/**
 * Says who calls.
 *
 * @throws AuthenticationError if nobody is signed in
 */
export function identifyCaller(
  auth: AuthService,
  credentials: BackstageCredentials,
): Caller {
  if (auth.isPrincipal(credentials, 'user')) {
    const { userEntityRef, actor } = credentials.principal;
    return {
      ref: canonicalRef(userEntityRef, 'user', 'user'),
      inPerson: actor === undefined,
    };
  }
  if (auth.isPrincipal(credentials, 'service')) {
    const { subject } = credentials.principal;
    return { ref: `service:${subject}`, inPerson: false };
  }
  throw new AuthenticationError('Sign in first');
}
