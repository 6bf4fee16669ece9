import { PinnedHost } from '@stagedoor/plugin-access-common';

/**
 * What a host is called in certificates: its name, and in other namespaces than `default` that of the namespace before
 * it. Whoever describes a host of the same name in a namespace of their own gets no certificate for the other one.
 *
 * @param host - with its entity ref in its one spelling
 * @public
 */
export function nameInCertificates({
  name,
  ref,
}: Pick<PinnedHost, 'name' | 'ref'>): string {
  const namespace = ref.slice(ref.indexOf(':') + 1, ref.indexOf('/'));
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
