import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { observabilityTranslationRef } from '../../translation';

/** Chooses one of the environments of the organisation; nothing where there is no choice. */
export function EnvironmentSelect(props: {
  environments: string[];
  environment: string | undefined;
  onChange: (environment: string) => void;
  className?: string;
}) {
  const { environments, environment, onChange, className } = props;
  const { t } = useTranslationRef(observabilityTranslationRef);
  if (environments.length < 2) {
    return null;
  }
  return (
    <Select
      aria-label={t('environment.label')}
      className={className}
      size="small"
      options={environments.map(name => ({ id: name, label: name }))}
      value={environment ?? null}
      onChange={value => {
        if (typeof value === 'string') {
          onChange(value);
        }
      }}
    />
  );
}
