import { Check, Finding } from '../Finding';

/** The example organisation, which must not mix with a company's own catalog. */
export const findExampleData: Check = config => {
  const locations = config.getOptional('catalog.locations');
  const findings = (Array.isArray(locations) ? locations : []).flatMap<Finding>(
    (location, index) =>
      isExampleLocation(location)
        ? [
            {
              key: `catalog.locations[${index}].target`,
              says: 'loads the example organisation: remove this location.',
            },
          ]
        : [],
  );
  if (config.has('repositories.seed')) {
    findings.push({
      key: 'repositories.seed',
      says: 'fills the built-in store with example repositories: remove it.',
    });
  }
  return findings;
};

function isExampleLocation(location: unknown): boolean {
  if (typeof location !== 'object' || location === null) {
    return false;
  }
  const { type, target } = Object.fromEntries(Object.entries(location));
  return (
    type === 'file' &&
    typeof target === 'string' &&
    target.split(/[/\\]/).includes('examples')
  );
}
