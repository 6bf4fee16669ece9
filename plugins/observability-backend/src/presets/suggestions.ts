import { LinkSubject } from '../links/LinkSubject';

const typesWithoutProcess = new Set(['library', 'documentation']);

/** Something that is built from source. */
export function isComponent(subject: LinkSubject): boolean {
  return subject.kind === 'component';
}

/** Something that runs and so can be watched. */
export function isRunning(subject: LinkSubject): boolean {
  return isComponent(subject) && !typesWithoutProcess.has(subject.type ?? '');
}

/** Something whose machine can be watched. */
export function isRunningOrHost(subject: LinkSubject): boolean {
  return (
    isRunning(subject) ||
    (subject.kind === 'resource' && subject.type === 'host')
  );
}
