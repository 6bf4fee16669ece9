import { Link } from '@backstage/ui';
import { NamedText } from '@stagedoor/ui-parts';
import { Fragment } from 'react';
import { useReleasePath } from '../hooks/useReleasePath';

/** A sentence of the backend: people by their names, and "#12" as the way to that release. */
export function ReleaseText(props: { text: string }) {
  const pathTo = useReleasePath();
  return (
    <>
      {props.text.split(/(?<![\w/#])#([1-9]\d{0,9})\b/).map((part, index) => (
        <Fragment key={index}>
          {index % 2 === 0 ? (
            <NamedText text={part} />
          ) : (
            <Link href={pathTo(Number(part))}>#{part}</Link>
          )}
        </Fragment>
      ))}
    </>
  );
}
