/**
 * Finds where a relative link of a file leads inside the repository. Whoever wrote the file may have written anything.
 *
 * @returns the path; undefined if it leads nowhere
 */
export function resolveLink(path: string, href: string): string | undefined {
  const base = path.split('/').map(encodeURIComponent).join('/');
  try {
    const { protocol, pathname } = new URL(href, `file:///${base}`);
    return protocol === 'file:'
      ? decodeURIComponent(pathname.slice(1))
      : undefined;
  } catch {
    return undefined;
  }
}
