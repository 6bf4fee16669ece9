import { Fragment } from 'react';
import { EntityName } from './EntityName';

/** References as sentences of the backend have them: "Cancelled by user:default/ana.ruiz". */
const reference =
  /\b(?:api|component|domain|group|releasepipeline|resource|system|template|user):[a-z0-9_.-]+\/[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?/gi;

/** A sentence in which people and things are called what the catalog calls them. */
export function NamedText(props: {
  text: string;
  /** Without the ways to their pages. */
  isPlain?: boolean;
}) {
  const { text, isPlain } = props;
  const refs = text.match(reference) ?? [];
  return (
    <>
      {text.split(reference).map((words, index) => (
        <Fragment key={index}>
          {words}
          {index < refs.length ? (
            <EntityName entityRef={refs[index]} isPlain={isPlain} />
          ) : null}
        </Fragment>
      ))}
    </>
  );
}

/** The same where there is room for letters alone, as on hover: things by the names in their references. */
export function shortenReferences(text: string): string {
  return text.replace(reference, ref => ref.slice(ref.indexOf('/') + 1));
}
