import { useEffect } from 'react';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';

/** Names the browser's tab as the stock pages do: the page, then the app. */
export function useDocumentTitle(title: string): void {
  const app =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Stagedoor';
  useEffect(() => {
    document.title = `${title} | ${app}`;
  }, [title, app]);
}
