import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/** The releases of all services. */
export const rootRouteRef = createRouteRef();

/** One release. */
export const releaseRouteRef = createRouteRef({ params: ['id'] });

/** The tab "Releases" of a component. */
export const componentRouteRef = createRouteRef();

/** The catalog, where everything is that the home page has no room for. */
export const catalogRouteRef = createExternalRouteRef({
  defaultTarget: 'catalog.catalogIndex',
});
