import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Release } from '@stagedoor/plugin-releases-common';
import { releasePageTranslationRef } from '../translation';

/** How far a release is, in words, where that says more than its state does. */
export function useProgressWords(release: Release): string | undefined {
  const { t } = useTranslationRef(releasePageTranslationRef);
  const { state, approvalRule, waitsFor, cancelRequested } = release;
  if (state === 'awaiting_approval' && approvalRule) {
    const { required, given } = approvalRule;
    return required > 1
      ? t('head.approvals', {
          missing: String(required - given),
          required: String(required),
        })
      : undefined;
  }
  if (state === 'queued' && waitsFor !== undefined) {
    return t('head.queuedBehind', { id: String(waitsFor) });
  }
  if (state !== 'running') {
    return undefined;
  }
  if (cancelRequested) {
    return t('head.stopping');
  }
  const { batch, batches } = readBatch(release);
  if (batches > 1 && batch > 0) {
    return t('head.batch', { batch: String(batch), batches: String(batches) });
  }
  return release.currentStep
    ? t('head.running', { step: release.currentStep })
    : undefined;
}

/** The batch that moves now, from 1; 0 before the first. Hosts may all be prepared before it. */
function readBatch({ hostResults, plan }: Release) {
  const still = ['untouched', 'preparing', 'prepared'];
  const moved = hostResults.filter(host => !still.includes(host.state));
  return {
    batch: Math.max(0, ...moved.map(host => host.batch + 1)),
    batches: Math.max(0, ...plan.hosts.map(host => host.batch + 1)),
  };
}
