import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityLink,
  EntityLinks,
  LinkGroup,
  linkGroupSchema,
  TimeRange,
} from '@stagedoor/plugin-observability-common';
import { ObservabilityConfig } from '../config/readObservabilityConfig';
import { describeAnnotation } from './addAnnotation';
import { checkHost, parseAddress } from './checkAddress';
import { LinkProposal } from './LinkProposal';
import { LinkRefusedError } from './LinkRefusedError';
import { createLinkSubject } from './LinkSubject';
import { proposeConfiguredLinks } from './proposeConfiguredLinks';
import { readOwnLinks } from './readOwnLinks';

interface GroupedLink {
  group: LinkGroup;
  link: EntityLink;
}

/** The one place where a proposal becomes a link: nothing gets past it with an address that was not checked. */
function resolveProposal(
  proposal: LinkProposal,
  source: 'config' | 'preset',
  allowedHosts: ReadonlySet<string>,
): GroupedLink {
  const { group, target, ...rest } = proposal;
  const base = { ...rest, source };
  if (typeof target !== 'function') {
    const reason = `Needs the annotation ${target.annotation}.`;
    const addAnnotation = describeAnnotation(target);
    return {
      group,
      link: { ...base, status: 'missing', reason, addAnnotation },
    };
  }
  try {
    const { href } = checkHost(parseAddress(target()), allowedHosts);
    return { group, link: { ...base, status: 'ok', url: href } };
  } catch (error) {
    if (!(error instanceof LinkRefusedError)) {
      throw error;
    }
    return {
      group,
      link: { ...base, status: 'refused', reason: error.message },
    };
  }
}

/** Keeps the first of several links to one address: what config says is worded better than what an entity says. */
function dropRepeated(links: GroupedLink[]): GroupedLink[] {
  const seen = new Set<string>();
  return links.filter(({ link }) => {
    if (link.status !== 'ok') {
      return true;
    }
    const isNew = !seen.has(link.url);
    seen.add(link.url);
    return isNew;
  });
}

/**
 * Gives all links of one entity. Pure: everything it knows is in its arguments.
 */
export function buildEntityLinks(
  entity: Entity,
  config: ObservabilityConfig,
  view: { environment?: string; range: TimeRange },
): EntityLinks {
  const subject = createLinkSubject(entity, view);
  const resolve = (source: 'config' | 'preset', proposals: LinkProposal[]) =>
    proposals.map(p => resolveProposal(p, source, config.allowedHosts));
  const links = dropRepeated([
    ...resolve('config', proposeConfiguredLinks(config.links, subject)),
    ...config.tools.flatMap(tool => resolve('preset', tool.propose(subject))),
    ...readOwnLinks(entity),
  ]);
  return {
    entityRef: stringifyEntityRef(entity),
    groups: linkGroupSchema.options
      .map(group => ({
        group,
        links: links.filter(l => l.group === group).map(l => l.link),
      }))
      .filter(({ links: members }) => members.length > 0),
    range: {
      ...(view.range.preset && { preset: view.range.preset }),
      from: view.range.from.toISOString(),
      to: view.range.to.toISOString(),
    },
    ...(view.environment && { environment: view.environment }),
    environments: config.environments,
  };
}
