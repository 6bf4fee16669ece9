import fs from 'node:fs';
import path from 'node:path';
import { benchDirectory } from '../lib/paths.mjs';

const PER_FILE = 500;
const TEAMS = 20;
const TYPES = ['service', 'website', 'library', 'job', 'mobile-app'];
const LIFECYCLES = ['production', 'experimental', 'deprecated'];
const LANGUAGES = ['go', 'java', 'kotlin', 'python', 'rust', 'typescript'];

/** Changes with what is generated, so that databases filled with something else are not taken for these. */
export const GENERATION = 1;

/**
 * Writes a catalog: teams, systems and their members, and the given number of components, always the same ones.
 *
 * @param {number} components
 * @returns {{ locations: object[], entities: number }} catalog locations, and how many entities lie in them
 */
export function generateCatalog(components) {
  const directory = path.join(benchDirectory, 'entities', String(components));
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(directory, { recursive: true });
  const organisation = [...makeTeams(), ...makePeople(), ...makeSystems()];
  const all = [
    ...organisation,
    ...Array.from({ length: components }, (_, index) => makeComponent(index)),
  ];
  const targets = [];
  for (let from = 0; from < all.length; from += PER_FILE) {
    const target = path.join(directory, `${targets.length}.yaml`);
    // JSON is YAML, and quicker to write.
    const documents = all
      .slice(from, from + PER_FILE)
      .map(entity => JSON.stringify(entity));
    fs.writeFileSync(target, `${documents.join('\n---\n')}\n`);
    targets.push(target);
  }
  return {
    entities: all.length,
    locations: targets.map(target => ({
      type: 'file',
      target,
      rules: [{ allow: ['Group', 'User', 'System', 'Component'] }],
    })),
  };
}

function makeTeams() {
  return [
    entity('Group', 'engineering', { type: 'department', children: [] }),
    ...Array.from({ length: TEAMS }, (_, index) =>
      entity('Group', teamName(index), {
        type: 'team',
        parent: 'engineering',
        children: [],
      }),
    ),
  ];
}

function makePeople() {
  return [
    entity('User', 'ana.ruiz', { memberOf: [teamName(0)] }),
    ...Array.from({ length: TEAMS * 5 }, (_, index) =>
      entity('User', `person-${index}`, {
        memberOf: [teamName(index % TEAMS)],
      }),
    ),
  ];
}

function makeSystems() {
  return Array.from({ length: TEAMS * 2 }, (_, index) =>
    entity('System', `system-${index}`, { owner: teamName(index % TEAMS) }),
  );
}

function makeComponent(index) {
  return entity(
    'Component',
    componentName(index),
    {
      type: TYPES[index % TYPES.length],
      lifecycle: LIFECYCLES[index % LIFECYCLES.length],
      owner: teamName(index % TEAMS),
      system: `system-${index % (TEAMS * 2)}`,
      ...(index % 10
        ? { dependsOn: [`component:${componentName(index - 1)}`] }
        : {}),
    },
    {
      description: `Component number ${index} of a generated organisation, with a description as long as many are.`,
      tags: [LANGUAGES[index % LANGUAGES.length], `tier-${index % 4}`],
      annotations: { 'bench.example/number': String(index) },
    },
  );
}

function componentName(index) {
  return `component-${String(index).padStart(5, '0')}`;
}

function teamName(index) {
  return `team-${index}`;
}

function entity(kind, name, spec, metadata = {}) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, ...metadata },
    spec,
  };
}
