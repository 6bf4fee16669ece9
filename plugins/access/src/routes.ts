import { createRouteRef } from '@backstage/frontend-plugin-api';

/** What one holds, asked for, and may decide. */
export const rootRouteRef = createRouteRef();

/** One request. */
export const requestRouteRef = createRouteRef({ params: ['id'] });

/** One grant. */
export const grantRouteRef = createRouteRef({ params: ['id'] });

/** One session, replayed. */
export const sessionRouteRef = createRouteRef({ params: ['id'] });

/** The tab "Access" of a component, a host or a team. */
export const entityAccessRouteRef = createRouteRef();
