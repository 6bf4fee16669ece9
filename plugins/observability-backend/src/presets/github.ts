import { observabilityAnnotations } from '@stagedoor/plugin-observability-common';
import { z } from 'zod';
import { baseUrlSchema, defineTool } from './defineTool';
import { ForgePage, proposeForge } from './proposeForge';

const configSchema = z.strictObject({
  baseUrl: baseUrlSchema.default('https://github.com'),
});

const pages: ForgePage[] = [
  { title: 'GitHub', group: 'source', icon: 'source', path: [] },
  {
    title: 'GitHub Actions',
    group: 'builds',
    icon: 'build',
    path: ['actions'],
  },
  { title: 'GitHub issues', group: 'issues', icon: 'issue', path: ['issues'] },
];

/** Source, workflow runs and issues in GitHub. */
export const github = defineTool(configSchema, (subject, { baseUrl }) =>
  proposeForge(subject, {
    tool: 'GitHub',
    annotation: observabilityAnnotations.githubProject,
    pages,
    selectBaseUrl: () => baseUrl,
  }),
);
