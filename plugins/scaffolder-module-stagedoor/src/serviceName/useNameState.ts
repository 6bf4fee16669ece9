import { useApi } from '@backstage/frontend-plugin-api';
import { NameAvailability } from '@stagedoor/service-creation';
import { useEffect, useState } from 'react';
import { describeError } from '../api/describeError';
import { serviceCreationApiRef } from '../api/serviceCreationApiRef';
import { findNameProblem, NameDemands, NameProblem } from './findNameProblem';

/** How the name that is being typed stands. */
export type NameState =
  | { kind: 'empty' | 'checking' }
  | { kind: 'problem'; problem: NameProblem }
  | { kind: 'answer'; answer: NameAvailability }
  | { kind: 'unknown'; reason: string };

const pauseMs = 300;

/** Judges a name at once where that is possible, and asks the backend when the typing pauses. */
export function useNameState(name: string, demands: NameDemands): NameState {
  const api = useApi(serviceCreationApiRef);
  const [asked, setAsked] = useState<{ name: string; state: NameState }>();
  const problem = name ? findNameProblem(name, demands) : undefined;
  const mayAsk = name !== '' && !problem;

  useEffect(() => {
    if (!mayAsk) {
      return undefined;
    }
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const state = await api
        .checkName(name, { signal: controller.signal })
        .then(
          (answer): NameState => ({ kind: 'answer', answer }),
          (error): NameState => ({
            kind: 'unknown',
            reason: describeError(error),
          }),
        );
      if (!controller.signal.aborted) {
        setAsked({ name, state });
      }
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [api, name, mayAsk]);

  if (name === '') {
    return { kind: 'empty' };
  }
  if (problem) {
    return { kind: 'problem', problem };
  }
  return asked?.name === name ? asked.state : { kind: 'checking' };
}
