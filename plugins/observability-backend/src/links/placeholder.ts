import { LinkSubject } from './LinkSubject';

/** How a time is written: Unix time in ms or s, ISO 8601, or as Grafana does relative to now. */
export type TimeUnit = 'ms' | 's' | 'iso' | 'relative';

/**
 * The whole language of link templates: plain paths over this closed list. Nothing is ever evaluated.
 */
export type Placeholder =
  | {
      field: 'kind' | 'namespace' | 'name' | 'type' | 'owner' | 'environment';
    }
  | { field: 'annotation'; annotation: string }
  | { field: 'time'; end: 'from' | 'to'; unit: TimeUnit };

const allowedPaths = [
  'kind',
  'namespace',
  'name',
  'type',
  'owner',
  'environment',
  "annotations['key']",
  'range.from.<unit>',
  'range.to.<unit>',
].join(', ');

const fieldPattern = /^(kind|namespace|name|type|owner|environment)$/;
const annotationPattern =
  /^annotations\[(?:'([A-Za-z0-9][A-Za-z0-9._/-]*)'|"([A-Za-z0-9][A-Za-z0-9._/-]*)")\]$/;
const timePattern = /^range\.(from|to)\.(ms|s|iso|relative)$/;

/** Reads what stands between `${{` and `}}`. */
export function parsePlaceholder(text: string): Placeholder {
  const path = text.trim();
  const field = fieldPattern.exec(path);
  if (field) {
    return { field: field[1] } as Placeholder;
  }
  const annotation = annotationPattern.exec(path);
  if (annotation) {
    return {
      field: 'annotation',
      annotation: annotation[1] ?? annotation[2],
    };
  }
  const time = timePattern.exec(path);
  if (time) {
    return { field: 'time', end: time[1], unit: time[2] } as Placeholder;
  }
  if (/^range\.(from|to)$/.test(path)) {
    throw new Error(
      `"${path}" needs a unit: ${path}.ms, ${path}.s, ${path}.iso or ${path}.relative`,
    );
  }
  throw new Error(`"${path}" is not one of ${allowedPaths}`);
}

function formatTime(
  placeholder: Extract<Placeholder, { field: 'time' }>,
  { range }: LinkSubject,
): string {
  const time = range[placeholder.end];
  switch (placeholder.unit) {
    case 's':
      return String(Math.floor(time.getTime() / 1000));
    case 'iso':
      return time.toISOString();
    case 'relative':
      if (range.preset) {
        return placeholder.end === 'from' ? `now-${range.preset}` : 'now';
      }
      return String(time.getTime());
    default:
      return String(time.getTime());
  }
}

/** The value of a placeholder for one entity, if there is one. */
export function readPlaceholder(
  placeholder: Placeholder,
  subject: LinkSubject,
): string | undefined {
  switch (placeholder.field) {
    case 'annotation':
      return subject.annotations.get(placeholder.annotation);
    case 'time':
      return formatTime(placeholder, subject);
    default:
      return subject[placeholder.field];
  }
}
