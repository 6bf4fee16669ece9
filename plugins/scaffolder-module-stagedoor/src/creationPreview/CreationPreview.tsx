import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { Problem } from '../feedback/Problem';
import { StatusLine } from '../feedback/StatusLine';
import { serviceCreationTranslationRef } from '../translation';
import styles from './CreationPreview.module.css';
import { PreviewView } from './PreviewView';
import { readTemplateRef } from './readTemplateRef';
import { creationPreviewFieldSchema } from './schema';
import { usePreview } from './usePreview';

/** Shows, before anything is made, what will be made. It holds no value. */
export function CreationPreview(
  props: typeof creationPreviewFieldSchema.TProps,
) {
  const { schema, uiSchema, formContext } = props;
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  const templateRef =
    uiSchema['ui:options']?.templateRef ??
    readTemplateRef(window.location.pathname);
  return (
    <section className={styles.field}>
      <h2 className={styles.title}>{schema.title ?? t('preview.title')}</h2>
      {templateRef ? (
        <LoadedPreview
          templateRef={templateRef}
          values={formContext?.formData ?? {}}
        />
      ) : (
        <p className={styles.note}>{t('preview.noTemplate')}</p>
      )}
    </section>
  );
}

function LoadedPreview(props: { templateRef: string; values: object }) {
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  const { value, problem, isLoading, retry } = usePreview(
    props.templateRef,
    props.values,
  );
  if (problem) {
    return (
      <Problem title={t('preview.failed')} reason={problem} onRetry={retry} />
    );
  }
  return (
    <div aria-busy={isLoading}>
      <StatusLine tone={isLoading ? 'checking' : undefined}>
        {isLoading && t(value ? 'preview.updating' : 'preview.loading')}
      </StatusLine>
      {value ? (
        <PreviewView preview={value} />
      ) : (
        <Skeleton width="100%" height={240} />
      )}
    </div>
  );
}
