import { useSourceLocation } from '../../hooks/useSourceLocation';
import { SourceFrame } from './SourceFrame';

/** A directory or a file of a repository. */
export function SourcePage() {
  return <SourceFrame location={useSourceLocation()} />;
}
