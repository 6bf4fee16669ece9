import { useMemo } from 'react';
import { Helmet } from 'react-helmet';
import {
  BreadcrumbEntry,
  useBreadcrumbEntries,
  type PageLayoutProps,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { PageTabs } from './PageTabs';
import { useBasePath } from './routing';

/**
 * The head of every page that does not draw its own: title, tabs, actions. As the stock one, and it
 * names the browser's tab. How it looks is in theme/pages.css.
 */
export const PageLayout = (props: PageLayoutProps) => {
  const { title, icon, noHeader, titleLink, headerActions, tabs, children } =
    props;
  const basePath = useBasePath();
  const { items } = useBreadcrumbEntries();
  // The title and the chosen tab are in sight anyway; crumbs begin where a page lies deeper.
  const breadcrumbs = items.length > (tabs ? 2 : 1) ? items : undefined;
  const resolvedTabs = useMemo(
    () =>
      tabs?.map(({ id, label, href }) => ({
        id,
        label,
        href: href.startsWith('/')
          ? href
          : `${basePath}/${href}`.replace(/\/{2,}/g, '/'),
      })),
    [tabs, basePath],
  );

  if (noHeader) {
    return <>{children}</>;
  }
  const page = (
    <>
      {title ? <Helmet title={title} /> : null}
      <PluginHeader
        title={title}
        icon={icon}
        titleLink={titleLink}
        breadcrumbs={breadcrumbs}
        customActions={headerActions}
      />
      {resolvedTabs?.length ? (
        <PageTabs title={title} tabs={resolvedTabs} />
      ) : null}
      {children}
    </>
  );
  return title ? (
    <BreadcrumbEntry
      entry={{ label: title, href: titleLink ?? (basePath || '/') }}
    >
      {page}
    </BreadcrumbEntry>
  ) : (
    page
  );
};
