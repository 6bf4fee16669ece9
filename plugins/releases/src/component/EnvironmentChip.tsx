import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MatrixEnvironment } from '@stagedoor/plugin-releases-common';
import { Chip } from '@stagedoor/ui-parts';
import { releasesTranslationRef } from '../translation';
import { statusOfEnvironment, toneOfEnvironment } from './describeEnvironment';

/** The status of an environment, with what it means on hover. */
export function EnvironmentChip(props: { environment: MatrixEnvironment }) {
  const { environment } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const status = statusOfEnvironment(environment);
  const { running } = environment;
  return (
    <Chip
      tone={toneOfEnvironment[status]}
      title={t(`environment.meaning.${status}`)}
    >
      {running
        ? t(`environment.moving.${running.kind}`, {
            done: String(running.hosts.done),
            total: String(running.hosts.total),
          })
        : t(`environment.status.${status}`)}
    </Chip>
  );
}
