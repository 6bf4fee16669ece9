import type { Release } from '@stagedoor/plugin-releases-common';
import { useState } from 'react';
import { ApprovalsCard } from './cards/ApprovalsCard';
import { ChangesCard } from './cards/ChangesCard';
import { NoteCards } from './cards/NoteCards';
import { TimelineCard } from './cards/TimelineCard';
import { ReleaseHeader } from './header/ReleaseHeader';
import { WaitingBanner } from './header/WaitingBanner';
import { HostsCard } from './hosts/HostsCard';
import { LogPanel } from './log/LogPanel';
import styles from './ReleaseView.module.css';
import { StepCards } from './steps/StepCards';
import { useReleaseChanges } from './useReleaseChanges';

/** Everything about a release: what it is doing, to which hosts, what it brings, and its log. */
export function ReleaseView(props: { release: Release; onChange: () => void }) {
  const { release, onChange } = props;
  const [step, setStep] = useState<string>();
  const changes = useReleaseChanges(release);
  // As long as nothing is written, the large place is for what an approver reads.
  const isIdle = release.startedAt === undefined;
  return (
    <article className={styles.page}>
      <ReleaseHeader
        release={release}
        changes={changes.value}
        onChange={onChange}
      />
      <WaitingBanner release={release} />
      <StepCards release={release} selected={step} onSelect={setStep} />
      <div className={styles.columns}>
        <div className={styles.facts}>
          <HostsCard release={release} />
          {isIdle ? null : <ChangesCard changes={changes} />}
          <ApprovalsCard release={release} />
          <NoteCards release={release} />
          <TimelineCard release={release} />
        </div>
        <div className={styles.main} data-idle={isIdle || undefined}>
          {isIdle ? <ChangesCard changes={changes} /> : null}
          <div className={styles.log}>
            <LogPanel
              release={release}
              step={step}
              onStepChange={setStep}
              onReleaseChange={onChange}
            />
          </div>
        </div>
      </div>
    </article>
  );
}
