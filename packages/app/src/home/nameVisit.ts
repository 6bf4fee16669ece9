/**
 * What a visit is called in the list, where the title of the page does not say it: all docs have the same, so have all
 * creations, and the pages of releases and of access have theirs only once they have been read. It has things by
 * reference; what they are called is looked up when it is shown.
 */
export function nameVisit(visit: { name: string; pathname: string }): string {
  const [area, ...rest] = visit.pathname.split('/').filter(Boolean);
  if (area === 'docs' && rest.length >= 3) {
    const [namespace, kind, name] = rest.map(decodeURIComponent);
    return `Docs of ${kind}:${namespace}/${name}`;
  }
  if (area === 'create') {
    return 'A creation';
  }
  if (area === 'repositories' && rest.length) {
    return `Source of ${decodeURIComponent(rest[0])}`;
  }
  if (area === 'releases' && rest.length) {
    return `Release #${rest[0]}`;
  }
  if (area === 'access' && rest.length === 2) {
    return nameAccess(rest[0], rest[1]);
  }
  return visit.name;
}

function nameAccess(kind: string, id: string): string {
  switch (kind) {
    case 'requests':
      return `Request for access #${id}`;
    case 'grants':
      return `Access #${id}`;
    default:
      return 'A session on a host';
  }
}
