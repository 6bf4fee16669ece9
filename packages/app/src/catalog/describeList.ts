import type { DefaultEntityFilters } from '@backstage/plugin-catalog-react';

/** What the list shows, in words: "My components", "Starred APIs", "All resources, database". */
export function describeList(filters: DefaultEntityFilters): string {
  const whose = { owned: 'My', starred: 'Starred', all: 'All' }[
    filters.user?.value ?? 'all'
  ];
  const kind = plural(filters.kind?.label ?? filters.kind?.value ?? 'entity');
  const type = [filters.type?.value].flat().filter(Boolean).join(', ');
  return [`${whose} ${kind}`, type].filter(Boolean).join(', ');
}

/** The catalog's own kinds, and those that plugins add, in the plural and in the middle of a sentence. */
function plural(kind: string): string {
  const word = kind === kind.toUpperCase() ? kind : kind.toLowerCase();
  if (/[^aeiou]y$/.test(word)) {
    return `${word.slice(0, -1)}ies`;
  }
  return `${word}s`;
}
