import { EntityName } from './EntityName';

/** A person by the name that the catalog has for them, with the way to their page. */
export function PersonName(props: { entityRef: string; isPlain?: boolean }) {
  return <EntityName {...props} />;
}
