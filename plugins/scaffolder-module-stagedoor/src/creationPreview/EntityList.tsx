import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import { Preview, PreviewEntity } from '@stagedoor/service-creation';
import { serviceCreationTranslationRef } from '../translation';
import styles from './CreationPreview.module.css';

/** The entities that will appear in the catalog, and what the catalog would refuse. */
export function EntityList({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  const { entities, problems } = preview;
  return (
    <section aria-label={t('preview.entities')} className={styles.entities}>
      <h3 className={styles.heading}>{t('preview.entities')}</h3>
      {problems.length > 0 && (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('preview.problems')}
          description={problems.join(' ')}
        />
      )}
      {entities.length === 0 && problems.length === 0 && (
        <p className={styles.note}>{t('preview.noEntities')}</p>
      )}
      <ul className={styles.entityList}>
        {entities.map(entity => (
          <li key={entity.entityRef} className={styles.entity}>
            <EntityCard entity={entity} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EntityCard({ entity }: { entity: PreviewEntity }) {
  const { kind, name, title, type, lifecycle, owner, description } = entity;
  const facts = [kind, type, lifecycle].filter(Boolean).join(' · ');
  return (
    <>
      <strong>{title ?? name}</strong>
      <span className={styles.fileFacts}>
        {facts}
        {owner && <Owner entityRef={owner} />}
      </span>
      {description && <span>{description}</span>}
    </>
  );
}

function Owner({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  const { primaryTitle } = useEntityPresentation(entityRef, {
    defaultKind: 'group',
    defaultNamespace: 'default',
  });
  return <> · {t('preview.ownedBy', { owner: primaryTitle })}</>;
}
