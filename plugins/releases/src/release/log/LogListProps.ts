import type { LogRow } from './groupLines';
import type { ScrollTarget } from './useScrollTo';

/** What a list of rows is told. */
export interface LogListProps {
  label: string;
  rows: readonly LogRow[];
  /** Reads the title of a section. */
  titleOf: (row: { step: string; host?: string }) => string;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
  /** Lines come so fast that reading them out would never end. */
  isFast: boolean;
  isWrapped: boolean;
  hasOlder: boolean;
  hasNewer: boolean;
  isPaging: boolean;
  onReadOlder: () => void;
  onReadNewer: () => void;
  selected?: number;
  search: string;
  target?: ScrollTarget;
  onSelect: (n: number) => void;
  onToggle: (id: string) => void;
}
