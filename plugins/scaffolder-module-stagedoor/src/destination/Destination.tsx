import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { RadioGroup, Skeleton } from '@backstage/ui';
import { DestinationOption } from '@stagedoor/service-creation';
import { useCallback, useEffect } from 'react';
import { serviceCreationApiRef } from '../api/serviceCreationApiRef';
import { useLoad } from '../api/useLoad';
import { Problem } from '../feedback/Problem';
import { serviceCreationTranslationRef } from '../translation';
import { DestinationCard } from './DestinationCard';
import styles from './Destination.module.css';
import { ForgeOwner } from './ForgeOwner';
import { destinationFieldSchema, DestinationValue } from './schema';

const stored: DestinationValue = { kind: 'stored' };

/** Where the repository of a new service is made: in the built-in store, or on a forge that the platform has a token for. */
export function Destination(props: typeof destinationFieldSchema.TProps) {
  const { formData, onChange, schema, uiSchema } = props;
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  const api = useApi(serviceCreationApiRef);
  const { value, problem, retry } = useLoad(
    useCallback(signal => api.listDestinations({ signal }), [api]),
  );
  const allowedKinds = uiSchema['ui:options']?.allowedKinds;
  const options = value?.filter(
    ({ kind }) => !allowedKinds || allowedKinds.includes(kind),
  );
  const firstUsable = options?.find(({ usable }) => usable);
  const chosen = options?.find(
    option => formData && toKey(option) === toKey(formData),
  );

  useEffect(() => {
    if (!formData?.kind && firstUsable) {
      onChange(toValue(firstUsable));
    }
  }, [formData, firstUsable, onChange]);

  if (problem) {
    return (
      <Problem
        title={t('destination.failed')}
        reason={problem}
        onRetry={retry}
      />
    );
  }
  if (!options) {
    return (
      <div role="status" aria-label={t('destination.loading')}>
        <Skeleton width="100%" height={64} />
      </div>
    );
  }
  return (
    <div className={styles.field}>
      <RadioGroup
        label={schema.title ?? t('destination.title')}
        description={uiSchema['ui:description'] ?? schema.description}
        isRequired={props.required}
        isDisabled={props.disabled}
        value={chosen ? toKey(chosen) : null}
        onChange={key => {
          const option = options.find(item => toKey(item) === key);
          onChange(option ? toValue(option) : stored);
        }}
        className={styles.cards}
      >
        {options.map(option => (
          <DestinationCard
            key={toKey(option)}
            value={toKey(option)}
            option={option}
          />
        ))}
      </RadioGroup>
      {formData && chosen && chosen.kind !== 'stored' && (
        <ForgeOwner
          option={chosen}
          owner={formData.owner}
          isInvalid={(props.rawErrors ?? []).length > 0}
          onChange={owner => onChange({ ...toValue(chosen), owner })}
        />
      )}
    </div>
  );
}

function toValue({ kind, host }: DestinationOption): DestinationValue {
  return kind === 'stored' ? stored : { kind, host };
}

/** A forge without a host is the public one. */
function toKey({ kind, host }: { kind: string; host?: string }): string {
  return kind === 'stored' ? kind : `${kind}:${host ?? `${kind}.com`}`;
}
