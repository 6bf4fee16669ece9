import { RELATION_DEPENDS_ON, type Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { getEntityRelations } from '@backstage/plugin-catalog-react';
import { CopyButton } from '../shared/CopyButton';
import { Empty } from '../shared/Empty';
import { releasesTranslationRef } from '../translation';
import { writePipeline } from './writePipeline';
import styles from './component.module.css';

/** Teaches how a component comes to be released from here: the pipeline to put beside it, with its own names filled in. */
export function NoPipeline(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const hosts = getEntityRelations(entity, RELATION_DEPENDS_ON, {
    kind: 'resource',
  });
  const yaml = writePipeline(entity, hosts);
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
