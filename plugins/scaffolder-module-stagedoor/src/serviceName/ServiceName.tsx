import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextField } from '@backstage/ui';
import { suggestServiceName } from '@stagedoor/service-creation';
import { serviceCreationTranslationRef } from '../translation';
import { NameStatus } from './NameStatus';
import { serviceNameFieldSchema } from './schema';
import styles from './ServiceName.module.css';
import { useNameState } from './useNameState';

/** The name of a new service. Says while it is typed whether it can be used, and offers one that can. */
export function ServiceName(props: typeof serviceNameFieldSchema.TProps) {
  const { formData, onChange, schema, uiSchema, rawErrors = [] } = props;
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  const name = formData ?? '';
  const state = useNameState(name, schema);
  const isBad =
    state.kind === 'problem' ||
    (state.kind === 'answer' && state.answer.state !== 'free');
  const suggestion = isBad ? suggestServiceName(name) : undefined;
  const statusId = `${props.idSchema.$id}__status`;
  const placeholder = uiSchema['ui:placeholder'];

  return (
    <div className={styles.field}>
      <TextField
        id={props.idSchema.$id}
        label={schema.title ?? t('serviceName.title')}
        description={
          uiSchema['ui:description'] ??
          schema.description ??
          t('serviceName.description')
        }
        placeholder={placeholder}
        value={name}
        // An emptied field has no value, so that the form can say that one is required.
        onChange={value => onChange(value || undefined)}
        isRequired={props.required}
        isDisabled={props.disabled}
        isReadOnly={props.readonly}
        isInvalid={isBad || rawErrors.length > 0}
        validationBehavior="aria"
        aria-describedby={statusId}
        autoComplete="off"
        spellCheck="false"
        className={styles.input}
      />
      <NameStatus id={statusId} name={name} state={state} />
      {suggestion && suggestion !== name && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => onChange(suggestion)}
        >
          {t('serviceName.suggest', { name: suggestion })}
        </Button>
      )}
    </div>
  );
}
