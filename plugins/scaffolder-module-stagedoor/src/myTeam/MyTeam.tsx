import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Alert, Select, Skeleton } from '@backstage/ui';
import { useCallback, useEffect } from 'react';
import { useLoad } from '../api/useLoad';
import { Problem } from '../feedback/Problem';
import { serviceCreationTranslationRef } from '../translation';
import { loadMyTeams } from './loadMyTeams';
import { myTeamFieldSchema } from './schema';

/** The owner of a new service: one of the teams of the person who creates it. The only one is chosen at once. */
export function MyTeam(props: typeof myTeamFieldSchema.TProps) {
  const { formData, onChange, schema, uiSchema, rawErrors = [] } = props;
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  const identityApi = useApi(identityApiRef);
  const catalogApi = useApi(catalogApiRef);
  const {
    value: teams,
    problem,
    retry,
  } = useLoad(
    useCallback(
      () => loadMyTeams(identityApi, catalogApi),
      [identityApi, catalogApi],
    ),
  );
  const onlyTeam = teams?.length === 1 ? teams[0].entityRef : undefined;

  useEffect(() => {
    if (!formData && onlyTeam) {
      onChange(onlyTeam);
    }
  }, [formData, onlyTeam, onChange]);

  if (problem) {
    return (
      <Problem title={t('myTeam.failed')} reason={problem} onRetry={retry} />
    );
  }
  if (!teams) {
    return (
      <div role="status" aria-label={t('myTeam.loading')}>
        <Skeleton width="100%" height={40} />
      </div>
    );
  }
  if (teams.length === 0) {
    return (
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('myTeam.noneTitle')}
        description={t('myTeam.noneDescription')}
      />
    );
  }
  return (
    <Select
      id={props.idSchema.$id}
      label={schema.title ?? t('myTeam.title')}
      description={
        uiSchema['ui:description'] ??
        schema.description ??
        t('myTeam.description')
      }
      placeholder={t('myTeam.placeholder')}
      options={teams.map(({ entityRef, title }) => ({
        value: entityRef,
        label: title,
      }))}
      value={formData ?? null}
      onChange={key => onChange(key === null ? undefined : String(key))}
      isRequired={props.required}
      isDisabled={props.disabled}
      isInvalid={rawErrors.length > 0}
      validationBehavior="aria"
    />
  );
}
