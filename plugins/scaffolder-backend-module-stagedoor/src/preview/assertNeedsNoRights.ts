import { InputError } from '@backstage/errors';
import { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';

/** Actions that do nothing in a dry run, or only touch the workspace. */
const harmless = [
  'catalog:register',
  'catalog:write',
  'debug:',
  'fetch:',
  'fs:',
  'github:',
  'gitlab:',
  'notification:',
  'publish:',
  'stagedoor:',
];

/**
 * A preview runs with the platform's rights. An action that reads something on behalf of whoever runs it, such as
 * `catalog:fetch`, would read with them, and the preview would show what it read. So only actions that are known not to
 * are run; everything else is refused until it is known.
 */
export function assertNeedsNoRights(template: TemplateEntityV1beta3): void {
  const step = template.spec.steps.find(
    ({ action }) =>
      !harmless.some(known =>
        known.endsWith(':') ? action.startsWith(known) : action === known,
      ),
  );
  if (step) {
    throw new InputError(
      `This template cannot be previewed, because its action ${step.action} may read what you may not see. A real run asks for your own rights.`,
    );
  }
}
