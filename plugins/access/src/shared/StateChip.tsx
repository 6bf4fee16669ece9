import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  grantLifecycle,
  requestLifecycle,
  type GrantState,
  type RequestState,
  type SessionState,
} from '@stagedoor/plugin-access-common';
import { Chip, type Tone } from '@stagedoor/ui-parts';
import { accessTranslationRef } from '../translation';

const toneOfRequest: Readonly<Record<RequestState, Tone>> = {
  pending: 'warn',
  approved: 'ok',
  denied: 'bad',
  cancelled: 'idle',
  expired: 'idle',
};

const toneOfGrant: Readonly<Record<GrantState, Tone>> = {
  scheduled: 'idle',
  active: 'ok',
  ended: 'idle',
  expired: 'idle',
  revoked: 'bad',
};

const toneOfSession: Readonly<Record<SessionState, Tone>> = {
  active: 'run',
  ended: 'idle',
  terminated: 'bad',
  lost: 'unk',
};

/** The state of a request, in the words of its lifecycle; once its access is over, what became of that. */
export function RequestStateChip(props: {
  state: RequestState;
  /** Of the access that it opened or prolonged. */
  grantState?: GrantState;
}) {
  const { grantState } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  if (
    grantState === 'ended' ||
    grantState === 'expired' ||
    grantState === 'revoked'
  ) {
    return (
      <Chip
        tone={toneOfGrant[grantState]}
        title={grantLifecycle.states[grantState].description}
      >
        {t(`request.became.${grantState}`)}
      </Chip>
    );
  }
  const { title, description } = requestLifecycle.states[props.state];
  return (
    <Chip tone={toneOfRequest[props.state]} title={description}>
      {title}
    </Chip>
  );
}

/** The state of a grant, in the words of its lifecycle. */
export function GrantStateChip(props: { state: GrantState }) {
  const { title, description } = grantLifecycle.states[props.state];
  return (
    <Chip tone={toneOfGrant[props.state]} title={description}>
      {title}
    </Chip>
  );
}

/** Whether a session lives, and if not, how it ended. */
export function SessionStateChip(props: { state: SessionState }) {
  const { t } = useTranslationRef(accessTranslationRef);
  return (
    <Chip
      tone={toneOfSession[props.state]}
      title={t(`session.meaning.${props.state}`)}
    >
      {t(`session.state.${props.state}`)}
    </Chip>
  );
}
