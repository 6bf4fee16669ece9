/**
 * What a visit is called in the list, where the title of the page does not say it: all docs have the
 * same, and so have all creations.
 */
export function nameVisit(visit: { name: string; pathname: string }): string {
  const [area, ...rest] = visit.pathname.split('/').filter(Boolean);
  if (area === 'docs' && rest.length >= 3) {
    return `Docs of ${decodeURIComponent(rest[2])}`;
  }
  if (area === 'create') {
    return 'A creation';
  }
  if (area === 'repositories' && rest.length) {
    return `Source of ${decodeURIComponent(rest[0])}`;
  }
  return visit.name;
}
