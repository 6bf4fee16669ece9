import { z } from 'zod';

/**
 * Helm puts the name of a release before the names of its Kubernetes objects, and stops at 53 so that those fit in 63.
 */
const longestServiceName = 53;

/**
 * Says why a text cannot be the name of a service, or nothing if it can. A name is used as a repository, a DNS label, a
 * container image and a Helm release, so it must fit the strictest of them.
 *
 * @public
 */
export function findServiceNameProblem(name: string): string | undefined {
  if (name === '') {
    return 'A service needs a name.';
  }
  if (name.length > longestServiceName) {
    return `At most ${longestServiceName} characters; this has ${name.length}.`;
  }
  if (/[A-Z]/.test(name)) {
    return 'Only lower case letters, because the name becomes a DNS label.';
  }
  if (/[^a-z0-9-]/.test(name)) {
    return 'Only letters, digits and dashes, because the name becomes a DNS label.';
  }
  if (!/^[a-z]/.test(name)) {
    return 'Starts with a letter.';
  }
  if (name.endsWith('-')) {
    return 'Does not end with a dash.';
  }
  if (name.includes('--')) {
    return 'One dash at a time.';
  }
  return undefined;
}

/**
 * Makes a name of free text: "Payments API (v2)" becomes `payments-api-v2`. Gives nothing if no letter is left.
 *
 * @public
 */
export function suggestServiceName(text: string): string | undefined {
  const name = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, longestServiceName)
    .replace(/-+$/, '');
  return name === '' ? undefined : name;
}

/** @public */
export const serviceNameSchema = z.string().superRefine((name, context) => {
  const problem = findServiceNameProblem(name);
  if (problem) {
    context.addIssue({ code: 'custom', message: problem });
  }
});

/**
 * Answer of `GET /names/:name`: may a new service have this name?
 *
 * @public
 */
export const nameAvailabilitySchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('free') }),
  z.object({
    state: z.literal('taken'),
    reason: z.string(),
    entityRef: z
      .string()
      .optional()
      .describe('Who has it. Absent when the person asking may not see it.'),
    owner: z.string().optional().describe('Owner of the entity that has it.'),
  }),
  z.object({ state: z.literal('invalid'), reason: z.string() }),
]);

/** @public */
export type NameAvailability = z.infer<typeof nameAvailabilitySchema>;
