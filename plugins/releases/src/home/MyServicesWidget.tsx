import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { Empty, ErrorNote, HomeCard, Loading } from '@stagedoor/ui-parts';
import { catalogRouteRef } from '../routes';
import { ErrorPanel } from '../shared/ErrorPanel';
import { ServiceTable } from './ServiceTable';
import { useMyServices } from './useMyServices';
import styles from './home.module.css';
import { homeTranslationRef } from './translation';

/** What the person or their teams own, and which version of it runs where. */
export function MyServicesWidget() {
  const { t } = useTranslationRef(homeTranslationRef);
  const catalogPage = useRouteRef(catalogRouteRef);
  const { services, deployments } = useMyServices();
  const mine = services.value;
  const rest = mine ? mine.total - mine.items.length : 0;
  return (
    <HomeCard
      title={t('title')}
      more={{ title: t('all'), href: catalogPage?.() }}
      isBusy={services.isLoading}
    >
      {mine === undefined && services.error === undefined ? (
        <Loading label={t('loading')} lines={5} />
      ) : null}
      {mine === undefined && services.error !== undefined ? (
        <ErrorPanel
          subject={t('subject')}
          error={services.error}
          onRetry={services.reload}
        />
      ) : null}
      {mine?.items.length === 0 ? <Empty>{t('none')}</Empty> : null}
      {mine?.items.length ? (
        <>
          {deployments.error === undefined ? null : (
            <div className={styles.problem}>
              <ErrorNote error={deployments.error} lead={t('versions')} />
              <Button
                size="small"
                variant="secondary"
                onPress={deployments.reload}
              >
                {t('retry')}
              </Button>
            </div>
          )}
          <ServiceTable
            services={mine.items}
            deployments={deployments.value}
            isLoading={
              deployments.value === undefined && deployments.error === undefined
            }
          />
        </>
      ) : null}
      {rest > 0 ? (
        <p className={styles.quiet}>{t('more', { count: rest })}</p>
      ) : null}
    </HomeCard>
  );
}
