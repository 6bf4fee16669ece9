import { Answer } from './AnswerReader';
import { LiveMarker, parseMarker } from './marker';

/** A release's folder on a host. */
export interface ReleaseFolder {
  release: number;
  digest: string;
  commit: string;
  label?: string;
}

/** What was found on a host. */
export interface HostView {
  /** Number of the live folder; undefined if nothing is live. */
  current?: number;
  marker?: LiveMarker;
  folders: readonly ReleaseFolder[];
  /** The package has arrived before. */
  received: boolean;
  freeBytes?: number;
}

/** Reads what the program on a host has found. */
export function readHostView(answers: readonly Answer[]): HostView {
  const find = (key: string) => answers.find(answer => answer.key === key);
  const marker = find('marker');
  const free = find('free');
  const current = Number(find('current')?.value ?? 0);
  return {
    ...(current > 0 && { current }),
    ...(marker && { marker: parseMarker(marker.value) }),
    ...(free && { freeBytes: Number(free.value) * 1024 }),
    received: find('received') !== undefined,
    folders: answers
      .filter(({ key }) => key === 'folder')
      .map(({ value }) => readFolder(value)),
  };
}

function readFolder(value: string): ReleaseFolder {
  const [release, digest, commit, ...words] = value.split(' ');
  const label = words.join(' ');
  return {
    release: Number(release),
    digest,
    commit,
    ...(label && { label }),
  };
}
