import { createRouteRef } from '@backstage/frontend-plugin-api';

/** All repositories. */
export const rootRouteRef = createRouteRef();

/** One repository, at its default branch. */
export const repositoryRouteRef = createRouteRef({ params: ['name'] });

/** A directory (`tree`) or a file (`blob`) at a branch, tag or commit; its path follows in the address. */
export const sourceRouteRef = createRouteRef({
  params: ['name', 'view', 'ref'],
});
