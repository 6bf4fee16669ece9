import type {
  MatrixEnvironment,
  Release,
} from '@stagedoor/plugin-releases-common';
import { createIdempotencyKey, ModalSequence } from '@stagedoor/ui-parts';
import { useState } from 'react';
import { actionOf } from './actionOf';
import { ChooseStep } from './ChooseStep';
import { ConfirmStep } from './ConfirmStep';
import type { Draft } from './useRequestInUrl';

interface RequestDialogProps {
  component: string;
  environments: readonly MatrixEnvironment[];
  /** The branch from which commits are offered first. */
  branch?: string;
  /** What is filled in already. */
  request: Draft;
  /** It has been asked for. */
  onDone: (release: Release) => void;
  onClose: () => void;
}

/**
 * Asks for a release, a rollback or a redeploy: first what and where, then exactly what will change. What is asked for
 * is pinned by the plan that was shown.
 */
export function RequestDialog(props: RequestDialogProps) {
  const { component, environments, branch, request, onDone, onClose } = props;
  const [idempotencyKey] = useState(createIdempotencyKey);
  const [draft, setDraft] = useState<Draft>(() => ({
    ...request,
    environment:
      request.environment ?? firstPossible(environments, request)?.name,
  }));
  const environment = environments.find(
    ({ name }) => name === draft.environment,
  );
  const isChosen =
    environment !== undefined &&
    (draft.kind === 'redeploy' || draft.version !== undefined);
  const [isConfirming, setConfirming] = useState(isChosen);
  const [reason, setReason] = useState('');
  return (
    <ModalSequence width={680}>
      {isConfirming && environment ? (
        <ConfirmStep
          component={component}
          environment={environment}
          draft={draft}
          reason={reason}
          onReasonChange={setReason}
          idempotencyKey={idempotencyKey}
          onBack={() => setConfirming(false)}
          onDone={onDone}
          onClose={onClose}
        />
      ) : (
        <ChooseStep
          component={component}
          environments={environments}
          environment={environment}
          branch={branch}
          draft={draft}
          onChange={setDraft}
          onNext={() => setConfirming(true)}
          onClose={onClose}
        />
      )}
    </ModalSequence>
  );
}

function firstPossible(
  environments: readonly MatrixEnvironment[],
  { kind }: Draft,
) {
  const action = actionOf(kind);
  return (
    environments.find(({ actions }) => actions[action].allowed) ??
    environments.at(0)
  );
}
