import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { useEntityLinks } from '../../hooks/useEntityLinks';
import { useLinksQueryInUrl } from '../../hooks/useLinksQueryInUrl';
import { observabilityTranslationRef } from '../../translation';
import { EnvironmentSelect } from '../EnvironmentSelect/EnvironmentSelect';
import { LinksProblem } from '../LinksProblem/LinksProblem';
import { RangeSelect } from '../RangeSelect/RangeSelect';
import { GroupCard } from './GroupCard';
import styles from './MonitoringContent.module.css';

function GroupsSkeleton() {
  const { t } = useTranslationRef(observabilityTranslationRef);
  return (
    <div role="status" aria-label={t('loading')} className={styles.groups}>
      {[1, 2, 3, 4, 5, 6].map(key => (
        <Skeleton key={key} height={140} />
      ))}
    </div>
  );
}

/** Every link of an entity in full, for a range and an environment that are part of the page's address. */
export function MonitoringContent() {
  const { t } = useTranslationRef(observabilityTranslationRef);
  const [query, setQuery] = useLinksQueryInUrl();
  const { links, isLoading, problem, retry } = useEntityLinks(query);
  const isEmpty = links?.groups.length === 0;
  return (
    <section aria-label={t('monitoring.title')} aria-busy={isLoading}>
      <div className={styles.bar}>
        <p className={styles.lead}>{t('monitoring.lead')}</p>
        <EnvironmentSelect
          className={styles.select}
          environments={links?.environments ?? []}
          environment={links?.environment}
          onChange={environment => setQuery({ ...query, environment })}
        />
        <RangeSelect
          className={styles.select}
          query={query}
          onChange={range =>
            setQuery({ range, environment: query.environment })
          }
        />
      </div>
      {problem && <LinksProblem problem={problem} onRetry={retry} />}
      {isEmpty && (
        <div className={styles.empty}>
          <strong>{t('linksCard.empty.title')}</strong>
          <p>{t('linksCard.empty.descriptionWithoutTools')}</p>
        </div>
      )}
      {links && !isEmpty && (
        <div className={styles.groups}>
          {links.groups.map(group => (
            <GroupCard key={group.group} group={group} />
          ))}
        </div>
      )}
      {!links && !problem && <GroupsSkeleton />}
    </section>
  );
}
