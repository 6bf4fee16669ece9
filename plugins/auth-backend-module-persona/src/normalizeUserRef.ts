import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** The one spelling of a reference to a user, or nothing where the text is not one. */
export function normalizeUserRef(text: string): string | undefined {
  try {
    const user = stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: 'user',
        defaultNamespace: DEFAULT_NAMESPACE,
      }),
    );
    return user.startsWith('user:') ? user : undefined;
  } catch {
    return undefined;
  }
}
