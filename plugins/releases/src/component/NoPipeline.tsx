import {
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { CopyButton, Empty, Loading, useLoad } from '@stagedoor/ui-parts';
import { useCallback } from 'react';
import { releasesTranslationRef } from '../translation';
import { writePipeline } from './writePipeline';
import styles from './component.module.css';

/** Teaches how a component comes to be released from here: the pipeline to put beside it, with its own names filled in. */
export function NoPipeline(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const resources = useLoad(
    useCallback(async () => {
      const entityRefs = getEntityRelations(entity, RELATION_DEPENDS_ON, {
        kind: 'resource',
      }).map(ref => stringifyEntityRef(ref));
      const { items } = await catalogApi.getEntitiesByRefs({ entityRefs });
      return items.filter(item => item !== undefined);
    }, [catalogApi, entity]),
  );
  if (resources.value === undefined && resources.error === undefined) {
    return <Loading label={t('tab.loading')} />;
  }
  // Without its hosts the YAML still shows what to write.
  const yaml = writePipeline(entity, resources.value ?? []);
  return (
    <div className={styles.card}>
      <Empty title={t('noPipeline.title')}>
        <p>{t('noPipeline.text')}</p>
      </Empty>
      <div className={styles.yaml}>
        <CopyButton text={yaml} label={t('noPipeline.copy')} />
        <pre tabIndex={0} aria-label={t('noPipeline.yaml')}>
          {yaml}
        </pre>
      </div>
      <p className={styles.small}>{t('noPipeline.after')}</p>
    </div>
  );
}
