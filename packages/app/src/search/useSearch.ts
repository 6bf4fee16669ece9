import { useEffect, useState } from 'react';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { searchApiRef } from '@backstage/plugin-search-react';

/** One thing that was found. */
export interface Found {
  id: string;
  title: string;
  /** What it is: a kind and type, or "Docs". */
  kind: string;
  detail?: string;
  href: string;
}

export interface SearchState {
  /** The term the results belong to. */
  term: string;
  results: Found[];
  loading: boolean;
  error?: Error;
}

/** The search begins this long after the last letter. */
const settleMs = 150;

const nameFields = [
  'metadata.name',
  'metadata.title',
  'spec.profile.displayName',
];
const shownFields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.type',
  'spec.profile.displayName',
];

/**
 * Searches as the person types: the catalog directly, so that what was created a moment ago is found,
 * and the index for documentation.
 */
export function useSearch(term: string): SearchState {
  const catalogApi = useApi(catalogApiRef);
  const searchApi = useApi(searchApiRef);
  const entityLink = useRouteRef(entityRouteRef);
  const [state, setState] = useState<SearchState>(nothing);

  useEffect(() => {
    const wanted = term.trim();
    if (!wanted) {
      setState(nothing);
      return undefined;
    }
    setState(previous => ({ ...previous, loading: true }));
    let current = true;
    const timer = setTimeout(async () => {
      const [named, described, documents] = await Promise.allSettled([
        catalogApi.queryEntities({
          fullTextFilter: { term: wanted, fields: nameFields },
          fields: shownFields,
          limit: 8,
        }),
        catalogApi.queryEntities({
          fullTextFilter: { term: wanted, fields: ['metadata.description'] },
          fields: shownFields,
          limit: 4,
        }),
        searchApi.query({ term: wanted, types: ['techdocs'], pageLimit: 5 }),
      ]);
      if (!current) {
        return;
      }
      const found = new Map<string, Found>();
      for (const answer of [named, described]) {
        if (answer.status === 'fulfilled') {
          for (const entity of answer.value.items) {
            const ref = stringifyEntityRef(entity);
            const type = entity.spec?.type?.toString();
            found.set(ref, {
              id: ref,
              title: titleOf(entity),
              kind: type ? `${entity.kind}, ${type}` : entity.kind,
              detail: entity.metadata.description,
              href: entityLink?.(parseEntityRef(ref)) ?? '',
            });
          }
        }
      }
      if (documents.status === 'fulfilled') {
        for (const { document } of documents.value.results) {
          found.set(document.location, {
            id: document.location,
            title: document.title,
            kind: 'Docs',
            href: document.location,
          });
        }
      }
      setState({
        term: wanted,
        results: [...found.values()].sort(
          (a, b) => rank(a, wanted) - rank(b, wanted),
        ),
        loading: false,
        error: named.status === 'rejected' ? named.reason : undefined,
      });
    }, settleMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [term, catalogApi, searchApi, entityLink]);

  return state;
}

const nothing: SearchState = { term: '', results: [], loading: false };

function titleOf(entity: Entity): string {
  const profile = entity.spec?.profile as { displayName?: string } | undefined;
  return entity.metadata.title ?? profile?.displayName ?? entity.metadata.name;
}

/** A name that begins with the term comes before one that has it inside, docs after entities. */
function rank(found: Found, term: string): number {
  const title = found.title.toLowerCase();
  const wanted = term.toLowerCase();
  const places = [title.startsWith(wanted), title.includes(wanted), true];
  const place = places.indexOf(true);
  return place + (found.kind === 'Docs' ? 3 : 0);
}
