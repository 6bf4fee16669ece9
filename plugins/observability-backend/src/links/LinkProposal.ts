import { LinkGroup, LinkIcon } from '@stagedoor/plugin-observability-common';
import { LinkSubject } from './LinkSubject';

/** An annotation to add, with a value that would make sense for this entity. */
export interface AnnotationExample {
  annotation: string;
  example: string;
}

/**
 * A link before its address is built and checked.
 */
export interface LinkProposal {
  title: string;
  tool: string;
  group: LinkGroup;
  icon: LinkIcon;
  /** Builds the address, or says which annotation is needed for it; throws LinkRefusedError if it would not be safe. */
  target: (() => string) | AnnotationExample;
}

/**
 * Proposes a link whose address comes from an annotation. Where the entity lacks the annotation, the link teaches it if
 * `suggest` says that this entity should have one, and is left out otherwise.
 */
export function proposeFromAnnotation(
  subject: LinkSubject,
  link: Omit<LinkProposal, 'target'> &
    AnnotationExample & {
      suggest: boolean;
      buildUrl: (value: string) => string;
    },
): LinkProposal[] {
  const { annotation, example, suggest, buildUrl, ...rest } = link;
  const value = subject.annotations.get(annotation)?.trim();
  if (value) {
    return [{ ...rest, target: () => buildUrl(value) }];
  }
  return suggest ? [{ ...rest, target: { annotation, example } }] : [];
}
