/**
 * Whether a visit belongs under "Recently visited": a thing does (a service, a team, a document, a
 * creation), a page that the navigation always shows does not, nor does a tab of a thing.
 */
export function isWorthRemembering(visit: { pathname: string }): boolean {
  const parts = visit.pathname.split('/').filter(Boolean);
  switch (parts[0]) {
    case 'catalog':
    case 'docs':
      return parts.length === 4;
    case 'access':
      return parts.length === 3;
    case 'create':
      return parts[1] === 'tasks' && parts.length === 3;
    case 'repositories':
    case 'releases':
      return parts.length === 2;
    default:
      return false;
  }
}
