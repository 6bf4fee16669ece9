import { LinkConfig } from '../config/linkConfig';
import { LinkProposal } from './LinkProposal';
import { LinkSubject } from './LinkSubject';

function isMeant({ when }: LinkConfig, subject: LinkSubject): boolean {
  const type = subject.type?.toLocaleLowerCase('en-US') ?? '';
  return (
    (!when.kind || when.kind.includes(subject.kind)) &&
    (!when.type || when.type.includes(type))
  );
}

/** The links of `observability.links` that are meant for this entity. */
export function proposeConfiguredLinks(
  links: LinkConfig[],
  subject: LinkSubject,
): LinkProposal[] {
  return links
    .filter(link => isMeant(link, subject))
    .flatMap((link): LinkProposal[] => {
      const { title, group, icon, url, when, optional } = link;
      const tool = link.tool ?? url.host;
      const missing = [...(when.annotation ?? []), ...url.annotations].find(
        annotation => !subject.annotations.get(annotation)?.trim(),
      );
      if (!missing) {
        const target = () => url.render(subject);
        return [{ title, group, icon, tool, target }];
      }
      if (optional) {
        return [];
      }
      const target = { annotation: missing, example: subject.name };
      return [{ title, group, icon, tool, target }];
    });
}
