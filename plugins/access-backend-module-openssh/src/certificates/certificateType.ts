/** What a certificate for a key of a type is called: security keys keep the end of their name. */
export function certificateTypeOf(keyType: string): string {
  const [name, domain] = keyType.split('@');
  return `${name}-cert-v01@${domain ?? 'openssh.com'}`;
}
