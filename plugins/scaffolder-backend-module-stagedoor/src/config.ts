import { RootConfigService } from '@backstage/backend-plugin-api';

/** What this module reads from the configuration. */
export interface ServiceCreationConfig {
  appBaseUrl: string;
  /** Commits for a person whose catalog entity has no name or address. */
  defaultAuthor: { name: string; email: string };
  commitMessage: string;
}

export function readServiceCreationConfig(
  config: RootConfigService,
): ServiceCreationConfig {
  const text = (key: string, fallback: string) =>
    config.getOptionalString(`scaffolder.${key}`) ?? fallback;
  return {
    appBaseUrl: config.getString('app.baseUrl').replace(/\/+$/, ''),
    defaultAuthor: {
      name: text('defaultAuthor.name', 'Stagedoor'),
      email: text('defaultAuthor.email', 'stagedoor@localhost'),
    },
    commitMessage: text('defaultCommitMessage', 'Create from template'),
  };
}
