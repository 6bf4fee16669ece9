import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { DestinationOption } from '@stagedoor/service-creation';
import { serviceCreationTranslationRef } from '../translation';

/** Who will own the repository on a forge. */
export function ForgeOwner(props: {
  option: DestinationOption;
  owner?: string;
  isInvalid: boolean;
  onChange: (owner: string | undefined) => void;
}) {
  const { option, owner, isInvalid, onChange } = props;
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  const host = option.host ?? '';
  const words =
    option.kind === 'github'
      ? {
          label: t('destination.ownerGithub'),
          description: t('destination.ownerGithubHelp', { host }),
        }
      : {
          label: t('destination.ownerGitlab'),
          description: t('destination.ownerGitlabHelp', { host }),
        };
  return (
    <TextField
      {...words}
      value={owner ?? ''}
      onChange={text => onChange(text.trim() || undefined)}
      isRequired
      isInvalid={isInvalid}
      validationBehavior="aria"
      autoComplete="off"
    />
  );
}
