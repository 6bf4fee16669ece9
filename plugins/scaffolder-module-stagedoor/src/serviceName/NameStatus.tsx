import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityLink } from '../feedback/EntityLink';
import { StatusLine } from '../feedback/StatusLine';
import { serviceCreationTranslationRef } from '../translation';
import { NameProblem } from './findNameProblem';
import { NameState } from './useNameState';

/** Says how a name stands: free, taken and by whom, not allowed and why, or not known. */
export function NameStatus(props: {
  id: string;
  name: string;
  state: NameState;
}) {
  const { id, name, state } = props;
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  const describeProblem = useProblemWords();
  switch (state.kind) {
    case 'empty':
      return <StatusLine id={id} />;
    case 'checking':
      return (
        <StatusLine id={id} tone="checking">
          {t('serviceName.checking')}
        </StatusLine>
      );
    case 'unknown':
      return (
        <StatusLine id={id} tone="unknown">
          {t('serviceName.unknown', { reason: state.reason })}
        </StatusLine>
      );
    case 'problem':
      return (
        <StatusLine id={id} tone="bad">
          {describeProblem(state.problem)}
        </StatusLine>
      );
    default:
  }
  const { answer } = state;
  if (answer.state === 'free') {
    return (
      <StatusLine id={id} tone="ok">
        {t('serviceName.free', { name })}
      </StatusLine>
    );
  }
  return (
    <StatusLine id={id} tone="bad">
      {answer.reason}{' '}
      {answer.state === 'taken' && answer.entityRef && (
        <EntityLink entityRef={answer.entityRef} />
      )}
    </StatusLine>
  );
}

function useProblemWords(): (problem: NameProblem) => string {
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  return problem => {
    switch (problem.kind) {
      case 'rule':
        return problem.reason;
      case 'tooShort':
        return t('serviceName.tooShort', { limit: String(problem.limit) });
      case 'tooLong':
        return t('serviceName.tooLong', { limit: String(problem.limit) });
      default:
        return t('serviceName.pattern');
    }
  };
}
