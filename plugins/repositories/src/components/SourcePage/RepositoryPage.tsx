import { useRepositoryName } from '../../hooks/useRepositoryName';
import { SourceFrame } from './SourceFrame';

/** A repository by its name alone: the root of its default branch. */
export function RepositoryPage() {
  const name = useRepositoryName();
  return (
    <SourceFrame
      location={
        name === undefined ? undefined : { name, view: 'tree', path: '' }
      }
    />
  );
}
