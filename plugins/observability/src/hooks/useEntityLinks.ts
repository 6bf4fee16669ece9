import { getCompoundEntityRef } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  EntityLinks,
  EntityLinksQuery,
} from '@stagedoor/plugin-observability-common';
import { useCallback, useEffect, useState } from 'react';
import { observabilityApiRef } from '../api/observabilityApi';

/** What a view of links shows. Links stay on the page while those for another range are on their way. */
export interface EntityLinksState {
  links?: EntityLinks;
  isLoading: boolean;
  problem?: { isDenied: boolean; message: string };
  retry: () => void;
}

function describeProblem(error: unknown): EntityLinksState['problem'] {
  const cause = isError(error) ? error.cause : undefined;
  const named = isError(cause) ? cause : error;
  return {
    isDenied: isError(named) && named.name === 'NotAllowedError',
    message: isError(named) ? named.message : String(named),
  };
}

/** Loads the links of the entity whose page this is. */
export function useEntityLinks(query: EntityLinksQuery): EntityLinksState {
  const api = useApi(observabilityApiRef);
  const { entity } = useEntity();
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const { range, from, to, environment } = query;
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<EntityLinksState, 'retry'>>({
    isLoading: true,
  });

  useEffect(() => {
    const controller = new AbortController();
    setState(previous => ({ links: previous.links, isLoading: true }));
    api
      .getEntityLinks(
        { kind, namespace, name },
        { range, from, to, environment },
        { signal: controller.signal },
      )
      .then(
        links => ({ links, isLoading: false }),
        error => ({ problem: describeProblem(error), isLoading: false }),
      )
      .then(next => {
        if (!controller.signal.aborted) {
          setState(next);
        }
      });
    return () => controller.abort();
  }, [api, kind, namespace, name, range, from, to, environment, attempt]);

  const retry = useCallback(() => setAttempt(count => count + 1), []);
  return { ...state, retry };
}
