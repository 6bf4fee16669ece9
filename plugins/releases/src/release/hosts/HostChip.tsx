import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ReleaseHost } from '@stagedoor/plugin-releases-common';
import { Chip } from '@stagedoor/ui-parts';
import { HostStateChip } from '../../shared/StateChip';
import { releasePageTranslationRef } from '../translation';

/** What the release has done to a host. What is untouched is hatched as the drawing has it: nothing is claimed of it. */
export function HostChip(props: { host: ReleaseHost }) {
  const { state } = props.host;
  const { t } = useTranslationRef(releasePageTranslationRef);
  switch (state) {
    case 'untouched':
      return <Chip tone="unk">untouched</Chip>;
    case 'unknown':
      return (
        <Chip tone="unk" title={t('hosts.unknown')}>
          unknown
        </Chip>
      );
    case 'preparing':
    case 'switching':
    case 'verifying':
      return <HostStateChip state={state}>{t(`hosts.${state}`)}</HostStateChip>;
    case 'rolling_back':
      return (
        <HostStateChip state={state}>{t('hosts.rollingBack')}</HostStateChip>
      );
    default:
      return <HostStateChip state={state} />;
  }
}
