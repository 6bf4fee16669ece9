/** A person, a group or a thing by its name alone, for sentences that people read: `user:default/ana.ruiz` is ana.ruiz. */
export function sayRef(ref: string): string {
  return ref.replace(/^[^:/]*:(?:default\/)?/, '');
}

/** Several, of which one is meant. */
export function sayOneOf(refs: readonly string[]): string {
  return refs.map(sayRef).join(' or ');
}
