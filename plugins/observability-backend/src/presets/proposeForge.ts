import {
  LinkGroup,
  LinkIcon,
  observabilityAnnotations,
} from '@stagedoor/plugin-observability-common';
import { buildAddress, splitPath } from '../links/buildAddress';
import { LinkProposal, proposeFromAnnotation } from '../links/LinkProposal';
import { LinkSubject } from '../links/LinkSubject';
import { isComponent } from './suggestions';

/** A page of a project: what it is called, and its path below the project. */
export interface ForgePage {
  title: string;
  group: LinkGroup;
  icon: LinkIcon;
  path: string[];
}

/**
 * Pages of a project on a forge. A missing project is taught once, not once a page, and not to an entity that is on the
 * other forge.
 */
export function proposeForge(
  subject: LinkSubject,
  options: {
    tool: string;
    annotation: string;
    pages: ForgePage[];
    selectBaseUrl: () => string;
  },
): LinkProposal[] {
  const { tool, annotation, pages, selectBaseUrl } = options;
  const isElsewhere =
    subject.annotations.has(observabilityAnnotations.gitlabProject) ||
    subject.annotations.has(observabilityAnnotations.githubProject);
  return pages.flatMap(({ path, ...page }, index) =>
    proposeFromAnnotation(subject, {
      ...page,
      tool,
      annotation,
      example: `${subject.owner ?? 'group'}/${subject.name}`,
      suggest: index === 0 && isComponent(subject) && !isElsewhere,
      buildUrl: project =>
        buildAddress(selectBaseUrl(), {
          path: [...splitPath(project), ...path],
        }),
    }),
  );
}
