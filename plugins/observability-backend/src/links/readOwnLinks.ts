import { Entity, ANNOTATION_SOURCE_LOCATION } from '@backstage/catalog-model';
import {
  EntityLink,
  LinkGroup,
  LinkIcon,
} from '@stagedoor/plugin-observability-common';
import { parseAddress } from './checkAddress';
import { LinkRefusedError } from './LinkRefusedError';

const longestTitle = 120;

/** What people write as type or icon of a link, and where such a link belongs. */
const words = new Map<string, { group: LinkGroup; icon: LinkIcon }>([
  ['dashboard', { group: 'dashboards', icon: 'dashboard' }],
  ['dashboards', { group: 'dashboards', icon: 'dashboard' }],
  ['metrics', { group: 'metrics', icon: 'metrics' }],
  ['log', { group: 'logs', icon: 'logs' }],
  ['logs', { group: 'logs', icon: 'logs' }],
  ['alert', { group: 'alerts', icon: 'alert' }],
  ['alerts', { group: 'alerts', icon: 'alert' }],
  ['build', { group: 'builds', icon: 'build' }],
  ['builds', { group: 'builds', icon: 'build' }],
  ['ci', { group: 'builds', icon: 'build' }],
  ['pipeline', { group: 'builds', icon: 'build' }],
  ['issue', { group: 'issues', icon: 'issue' }],
  ['issues', { group: 'issues', icon: 'issue' }],
  ['code', { group: 'source', icon: 'source' }],
  ['github', { group: 'source', icon: 'source' }],
  ['source', { group: 'source', icon: 'source' }],
  ['docs', { group: 'other', icon: 'document' }],
  ['document', { group: 'other', icon: 'document' }],
  ['runbook', { group: 'other', icon: 'document' }],
  ['chat', { group: 'other', icon: 'chat' }],
]);

// Marks that turn the direction of text can make a title read as something else.
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function cleanTitle(title: string): string {
  const clean = title.replace(directionMarks, '').trim();
  return clean.length > longestTitle
    ? `${clean.slice(0, longestTitle - 1)}…`
    : clean;
}

function checkOwnLink(options: {
  url: string;
  title?: string;
  icon: LinkIcon;
}): EntityLink {
  const base = { icon: options.icon, source: 'entity' } as const;
  const title = cleanTitle(options.title ?? '');
  try {
    const url = parseAddress(options.url);
    return {
      ...base,
      status: 'ok',
      title: title || url.host,
      tool: url.host,
      url: url.href,
    };
  } catch (error) {
    if (!(error instanceof LinkRefusedError)) {
      throw error;
    }
    return {
      ...base,
      status: 'refused',
      title: title || 'Link without a title',
      tool: 'metadata.links',
      reason: error.message,
    };
  }
}

function readSourceLocation(
  entity: Entity,
): Array<{ group: LinkGroup; link: EntityLink }> {
  const location = entity.metadata.annotations?.[ANNOTATION_SOURCE_LOCATION];
  if (!location?.startsWith('url:')) {
    return [];
  }
  const link = checkOwnLink({
    url: location.slice('url:'.length),
    title: 'Source code',
    icon: 'source',
  });
  return [{ group: 'source', link }];
}

/**
 * Links that the entity brings along: `metadata.links`, and the place of its source. They may lead to any host, as their
 * authors are trusted with that, but only by http and https, and only to where they seem to lead.
 */
export function readOwnLinks(
  entity: Entity,
): Array<{ group: LinkGroup; link: EntityLink }> {
  const links = (entity.metadata.links ?? []).map(
    ({ url, title, icon, type }) => {
      const place = words.get(type?.toLocaleLowerCase('en-US') ?? '') ??
        words.get(icon?.toLocaleLowerCase('en-US') ?? '') ?? {
          group: 'other' as const,
          icon: 'link' as const,
        };
      const link = checkOwnLink({ url, title, icon: place.icon });
      return { group: place.group, link };
    },
  );
  return [...links, ...readSourceLocation(entity)];
}
