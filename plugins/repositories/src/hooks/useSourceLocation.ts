import {
  configApiRef,
  useApi,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { parseViewUrl } from '@stagedoor/plugin-repositories-common';
import { sourceRouteRef } from '../routes';

/** What the address of the page points at; undefined if it is not an address of a source page. */
export function useSourceLocation() {
  const baseUrl = useApi(configApiRef).getString('app.baseUrl');
  // Read for its effect: the page is drawn anew whenever the address changes.
  useRouteRefParams(sourceRouteRef);
  const { origin, pathname } = window.location;
  const base = new URL(baseUrl);
  // The app may be open under another name of the same host, such as 127.0.0.1.
  return parseViewUrl(`${origin}${base.pathname}`, `${origin}${pathname}`);
}
