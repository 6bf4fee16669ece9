import { Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';
import { z } from 'zod';
import { normalizeUserRef } from './normalizeUserRef';

const PERSONA_KEY = 'auth.providers.persona';

const text = z.string().trim().min(1, 'must not be empty');

const userRef = text.transform((value, ctx) => {
  const user = normalizeUserRef(value);
  if (user === undefined) {
    ctx.addIssue({
      code: 'custom',
      message: `'${value}' is not a reference to a user; write it as user:default/ana.ruiz`,
    });
    return z.NEVER;
  }
  return user;
});

const personaSchema = z.strictObject({
  people: z
    .array(
      z.strictObject({
        user: userRef,
        title: text,
        note: text.optional(),
        team: text.optional(),
      }),
    )
    .min(1, 'list at least one person'),
});

/** One person who can be chosen on the sign-in page. */
export type Persona = z.output<typeof personaSchema>['people'][number];

/** The validated configuration of persona sign-in. */
export interface PersonaConfig {
  people: Persona[];
  /** The host names under which this installation is meant to be reached. */
  hostNames: string[];
}

/**
 * Reads `auth.providers.persona`, or returns nothing where it is not configured.
 *
 * Throws, naming the key, when the installation is not for evaluation or a value is wrong.
 */
export function readPersonaConfig(config: Config): PersonaConfig | undefined {
  if (!config.has(PERSONA_KEY)) {
    return undefined;
  }
  if (config.getOptional('stagedoor.mode') !== 'evaluation') {
    throw new NotAllowedError(
      `${PERSONA_KEY} lets anybody act as the listed people: remove it from the configuration, or set stagedoor.mode to evaluation if this is not a production installation`,
    );
  }
  const result = personaSchema.safeParse(config.get(PERSONA_KEY));
  if (!result.success) {
    const problems = result.error.issues.map(
      issue => `${toKey(issue.path)}: ${issue.message}`,
    );
    throw new InputError(problems.join('; '));
  }
  const { people } = result.data;
  refuseDuplicates(people);
  return { people, hostNames: readHostNames(config) };
}

function refuseDuplicates(people: Persona[]) {
  people.forEach((person, index) => {
    const first = people.findIndex(({ user }) => user === person.user);
    if (first !== index) {
      throw new InputError(
        `${PERSONA_KEY}.people[${index}].user: '${person.user}' is already listed at people[${first}]`,
      );
    }
  });
}

function readHostNames(config: Config): string[] {
  return ['app.baseUrl', 'backend.baseUrl'].flatMap(key => {
    const url = config.getOptionalString(key);
    return url && URL.canParse(url) ? [new URL(url).hostname] : [];
  });
}

function toKey(path: PropertyKey[]): string {
  return path.reduce<string>(
    (key, part) =>
      typeof part === 'number' ? `${key}[${part}]` : `${key}.${String(part)}`,
    PERSONA_KEY,
  );
}
