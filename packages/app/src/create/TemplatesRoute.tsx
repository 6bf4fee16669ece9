import { lazy, Suspense, type ReactNode } from 'react';
import { Loading } from '../feedback/Loading';
import { useCurrentPath } from '../shell/routing';

const TemplateList = lazy(() =>
  import('./TemplateList').then(m => ({ default: m.TemplateList })),
);

/** The list of templates at the root of the page; below it, what the stock page shows. */
export const TemplatesRoute = (props: { children: ReactNode }) =>
  /\/templates\/?$/.test(useCurrentPath()) ? (
    <Suspense fallback={<Loading />}>
      <TemplateList />
    </Suspense>
  ) : (
    <>{props.children}</>
  );
