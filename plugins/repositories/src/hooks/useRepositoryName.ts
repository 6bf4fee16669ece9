import {
  configApiRef,
  useApi,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { isRepositoryName } from '@stagedoor/plugin-repositories-common';
import { repositoryRouteRef } from '../routes';

/** The repository that the address of the page names; undefined if it names more than that, or none. */
export function useRepositoryName(): string | undefined {
  const baseUrl = useApi(configApiRef).getString('app.baseUrl');
  const { name } = useRouteRefParams(repositoryRouteRef);
  const base = new URL(baseUrl).pathname.replace(/\/+$/, '');
  const here = window.location.pathname.replace(/\/+$/, '');
  return isRepositoryName(name) && here === `${base}/repositories/${name}`
    ? name
    : undefined;
}
