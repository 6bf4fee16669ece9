import { EntityName } from '@stagedoor/ui-parts';

/** Links to several entities, in one line as long as it goes. */
export const EntityLinks = (props: { refs: readonly string[] }) => (
  <>
    {props.refs.map((ref, index) => (
      <span key={ref}>
        {index > 0 ? ', ' : ''}
        <EntityName entityRef={ref} />
      </span>
    ))}
  </>
);
