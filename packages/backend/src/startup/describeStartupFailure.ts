import { BackendStartupError } from '@backstage/backend-app-api';
import { explainError } from './explainError';
import { formatFinding } from './Finding';
import { StartupRefusedError } from './StartupRefusedError';

/** What went wrong, as sentences for an operator: no stacks, and nothing twice. */
export function describeStartupFailure(error: unknown): string[] {
  const known = findKnownError(error);
  if (known instanceof StartupRefusedError) {
    return known.findings.map(formatFinding);
  }
  if (known) {
    return describePluginFailures(known);
  }
  return [explainError(error)];
}

/** Looks behind the errors that the framework wraps around its cause. */
function findKnownError(
  error: unknown,
): StartupRefusedError | BackendStartupError | undefined {
  if (
    error instanceof StartupRefusedError ||
    error instanceof BackendStartupError
  ) {
    return error;
  }
  return error instanceof Error && error.cause
    ? findKnownError(error.cause)
    : undefined;
}

/** One sentence for each distinct failure; a database that is down fails every plugin alike. */
function describePluginFailures(error: BackendStartupError): string[] {
  const pluginsBySentence = new Map<string, Set<string>>();
  for (const { pluginId, failure, modules } of error.result.plugins) {
    for (const failed of [failure, ...modules.map(module => module.failure)]) {
      if (failed && !failed.allowed) {
        const sentence = explainError(failed.error);
        const plugins = pluginsBySentence.get(sentence) ?? new Set();
        pluginsBySentence.set(sentence, plugins.add(pluginId));
      }
    }
  }
  return [...pluginsBySentence].map(
    ([sentence, plugins]) => `${sentence} (${listPlugins([...plugins])})`,
  );
}

function listPlugins(plugins: string[]): string {
  return plugins.length === 1
    ? `plugin ${plugins[0]}`
    : `plugins ${plugins.join(', ')}`;
}
