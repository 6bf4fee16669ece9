import { isRepositoryName } from './names';

/** Longer than the longest path of a repository, however much of it is encoded. */
const longestPathname = 16_384;

/**
 * A file or a directory of a repository, at a branch, a tag or a commit.
 *
 * @public
 */
export interface RepositoryLocation {
  name: string;
  ref: string;
  /** '' is the root. */
  path: string;
}

/**
 * Builds the address of a file (`blob`) or a directory (`tree`). People open it in a browser, and the URL reader reads
 * from it.
 *
 * @public
 */
export function buildViewUrl(
  appBaseUrl: string,
  view: 'blob' | 'tree',
  location: RepositoryLocation,
): string {
  const segments = [
    'repositories',
    location.name,
    view,
    location.ref,
    ...location.path.split('/').filter(Boolean),
  ];
  return `${appBaseUrl.replace(/\/+$/, '')}/${segments
    .map(encodeURIComponent)
    .join('/')}`;
}

/**
 * Understands an address that {@link buildViewUrl} built, or that was resolved relative to one.
 *
 * @returns undefined if it is not the address of something in a repository
 * @public
 */
export function parseViewUrl(
  appBaseUrl: string,
  url: string | URL,
): (RepositoryLocation & { view: 'blob' | 'tree' }) | undefined {
  const base = new URL(appBaseUrl);
  const target = new URL(url);
  const prefix = `${base.pathname.replace(/\/+$/, '')}/repositories/`;
  if (target.origin !== base.origin || !target.pathname.startsWith(prefix)) {
    return undefined;
  }
  if (target.pathname.length > longestPathname) {
    return undefined;
  }
  const [name, view, ref, ...path] = target.pathname
    .slice(prefix.length)
    .replace(/\/+$/, '')
    .split('/')
    .map(decodeSegment);
  if (
    name === undefined ||
    !isRepositoryName(name) ||
    (view !== 'blob' && view !== 'tree') ||
    !ref ||
    path.some(segment => !isPathSegment(segment))
  ) {
    return undefined;
  }
  return { name, view, ref, path: path.join('/') };
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

// An encoded slash would make one segment two, and could hide a `..` from whoever looks at segments.
function isPathSegment(segment: string | undefined): boolean {
  return (
    segment !== undefined &&
    !['', '.', '..'].includes(segment) &&
    !segment.includes('/')
  );
}
