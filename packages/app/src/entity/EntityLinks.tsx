import { EntityLink } from './EntityLink';

/** Links to several entities, in one line as long as it goes. */
export const EntityLinks = (props: { refs: readonly string[] }) => (
  <>
    {props.refs.map((ref, index) => (
      <span key={ref}>
        {index > 0 ? ', ' : ''}
        <EntityLink entityRef={ref} />
      </span>
    ))}
  </>
);
