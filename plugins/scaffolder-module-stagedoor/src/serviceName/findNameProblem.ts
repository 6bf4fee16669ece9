import { findServiceNameProblem } from '@stagedoor/service-creation';

/** What a template may demand of a name beyond the rule for all services. */
export interface NameDemands {
  minLength?: number;
  maxLength?: number;
  pattern?: string;
}

/** Why a name cannot be used, before anybody is asked. */
export type NameProblem =
  | { kind: 'rule'; reason: string }
  | { kind: 'tooShort' | 'tooLong'; limit: number }
  | { kind: 'pattern' };

/** Looks for what the rule for services and then the template have against a name. */
export function findNameProblem(
  name: string,
  demands: NameDemands,
): NameProblem | undefined {
  const reason = findServiceNameProblem(name);
  if (reason) {
    return { kind: 'rule', reason };
  }
  const { minLength, maxLength, pattern } = demands;
  if (minLength !== undefined && name.length < minLength) {
    return { kind: 'tooShort', limit: minLength };
  }
  if (maxLength !== undefined && name.length > maxLength) {
    return { kind: 'tooLong', limit: maxLength };
  }
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(name)) {
    return { kind: 'pattern' };
  }
  return undefined;
}
