import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  findServiceNameProblem,
  NameAvailability,
  ServiceCreationApi,
} from '@stagedoor/service-creation';
import { serviceCreationApiRef } from '../api/serviceCreationApiRef';

const longestWaitMs = 5_000;

/**
 * Keeps a person from going on with a name that cannot be used. When nobody can tell, it lets them: the name is checked
 * once more when the service is created.
 */
export const validateServiceName: CustomFieldValidator<string> = async (
  name,
  validation,
  { apiHolder },
) => {
  if (!name) {
    return;
  }
  const problem = findServiceNameProblem(name);
  if (problem) {
    validation.addError(problem);
    return;
  }
  const api = apiHolder.get(serviceCreationApiRef);
  const answer = api && (await askOrGiveUp(api, name));
  if (answer && answer.state !== 'free') {
    validation.addError(answer.reason);
  }
};

async function askOrGiveUp(
  api: ServiceCreationApi,
  name: string,
): Promise<NameAvailability | undefined> {
  try {
    const signal = AbortSignal.timeout(longestWaitMs);
    return await api.checkName(name, { signal });
  } catch {
    return undefined;
  }
}
