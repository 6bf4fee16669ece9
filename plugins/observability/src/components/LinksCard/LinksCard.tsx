import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Skeleton } from '@backstage/ui';
import {
  EntityLinks,
  EntityLinksQuery,
} from '@stagedoor/plugin-observability-common';
import { useState } from 'react';
import { useEntityLinks } from '../../hooks/useEntityLinks';
import { observabilityTranslationRef } from '../../translation';
import { LinksProblem } from '../LinksProblem/LinksProblem';
import { RangeSelect } from '../RangeSelect/RangeSelect';
import { UnavailableLinks } from '../UnavailableLinks/UnavailableLinks';
import { LinkRows } from './LinkRows';
import styles from './LinksCard.module.css';

function LinksSkeleton() {
  const { t } = useTranslationRef(observabilityTranslationRef);
  return (
    <div role="status" aria-label={t('loading')} className={styles.skeleton}>
      {['62%', '80%', '54%', '70%'].map(width => (
        <Skeleton key={width} width={width} height={14} />
      ))}
    </div>
  );
}

function Links({ links }: { links: EntityLinks }) {
  const { t } = useTranslationRef(observabilityTranslationRef);
  const all = links.groups.flatMap(group => group.links);
  const isEmpty = all.every(link => link.status !== 'ok');
  return (
    <>
      {isEmpty ? (
        <div className={styles.empty}>
          <strong>{t('linksCard.empty.title')}</strong>
          <p>
            {all.some(link => link.status === 'missing')
              ? t('linksCard.empty.description')
              : t('linksCard.empty.descriptionWithoutTools')}
          </p>
        </div>
      ) : (
        <LinkRows groups={links.groups} />
      )}
      <UnavailableLinks links={all} isExpanded={isEmpty} />
    </>
  );
}

/** Every link of an entity on its overview. */
export function LinksCard() {
  const { t } = useTranslationRef(observabilityTranslationRef);
  const [query, setQuery] = useState<EntityLinksQuery>({});
  const { links, isLoading, problem, retry } = useEntityLinks(query);
  return (
    <EntityInfoCard
      title={t('linksCard.title')}
      headerActions={
        <RangeSelect
          className={styles.range}
          query={query}
          onChange={range => setQuery({ range })}
        />
      }
    >
      <div aria-busy={isLoading}>
        {problem && <LinksProblem problem={problem} onRetry={retry} />}
        {links && <Links links={links} />}
        {!links && !problem && <LinksSkeleton />}
      </div>
    </EntityInfoCard>
  );
}
