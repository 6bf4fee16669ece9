import { observabilityAnnotations } from '@stagedoor/plugin-observability-common';
import { defineTool, selectInstance, withInstances } from './defineTool';
import { ForgePage, proposeForge } from './proposeForge';

const pages: ForgePage[] = [
  { title: 'GitLab', group: 'source', icon: 'source', path: [] },
  {
    title: 'GitLab pipelines',
    group: 'builds',
    icon: 'build',
    path: ['-', 'pipelines'],
  },
  {
    title: 'GitLab issues',
    group: 'issues',
    icon: 'issue',
    path: ['-', 'issues'],
  },
];

/** Source, pipelines and issues in GitLab. */
export const gitlab = defineTool(withInstances({}), (subject, config) =>
  proposeForge(subject, {
    tool: 'GitLab',
    annotation: observabilityAnnotations.gitlabProject,
    pages,
    selectBaseUrl: () =>
      selectInstance(
        'GitLab',
        config,
        subject.annotations.get(observabilityAnnotations.gitlabInstance),
      ).baseUrl,
  }),
);
