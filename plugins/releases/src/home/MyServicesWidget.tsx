import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { Empty, ErrorNote, HomeCard, Loading } from '@stagedoor/ui-parts';
import { catalogRouteRef } from '../routes';
import { ErrorPanel } from '../shared/ErrorPanel';
import { releasesTranslationRef } from '../translation';
import { ServiceTable } from './ServiceTable';
import { useMyServices } from './useMyServices';
import styles from './home.module.css';

/** What the person or their teams own, and which version of it runs where. */
export function MyServicesWidget() {
  const { t } = useTranslationRef(releasesTranslationRef);
  const catalogPage = useRouteRef(catalogRouteRef);
  const { services, deployments } = useMyServices();
  const mine = services.value;
  const rest = mine ? mine.total - mine.items.length : 0;
  return (
    <HomeCard
      title={t('home.mine.title')}
      more={{ title: t('home.mine.all'), href: catalogPage?.() }}
      isBusy={services.isLoading}
    >
      {mine === undefined && services.error === undefined ? (
        <Loading label={t('home.mine.loading')} lines={5} />
      ) : null}
      {mine === undefined && services.error !== undefined ? (
        <ErrorPanel
          subject={t('home.mine.subject')}
          error={services.error}
          onRetry={services.reload}
        />
      ) : null}
      {mine?.items.length === 0 ? <Empty>{t('home.mine.none')}</Empty> : null}
      {mine?.items.length ? (
        <>
          {deployments.error === undefined ? null : (
            <div className={styles.problem}>
              <ErrorNote
                error={deployments.error}
                lead={t('home.mine.versions')}
              />
              <Button
                size="small"
                variant="secondary"
                onPress={deployments.reload}
              >
                {t('home.mine.retry')}
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
        <p className={styles.quiet}>{t('home.mine.more', { count: rest })}</p>
      ) : null}
    </HomeCard>
  );
}
