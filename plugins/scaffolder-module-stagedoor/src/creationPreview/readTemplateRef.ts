/** A form does not tell its fields which template they belong to; its address does. */
export function readTemplateRef(pathname: string): string | undefined {
  const match = /\/templates\/([^/]+)\/([^/]+)\/?$/.exec(pathname);
  if (!match) {
    return undefined;
  }
  const [namespace, name] = match.slice(1).map(decodeURIComponent);
  return `template:${namespace}/${name}`;
}
