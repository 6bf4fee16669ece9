import { InputError } from '@backstage/errors';

const maxRefLength = 250;
const maxPathLength = 4_096;

// A subset of what `git check-ref-format` allows. It leaves out everything with a meaning in git's revision language
// (`^ ~ : ? * [ @{ ..`), so that a ref can only ever name a branch, a tag or a commit.
const refPattern =
  /^(?!.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)))[\p{L}\p{N}_][\p{L}\p{N}._/+@#%=,-]*(?<![/.])$/u;

// They have no place in a path, and a line feed would end a line of git's input.
const controlCharacters = /\p{Cc}/u;

/**
 * Accepts the name of a branch, of a tag, or a commit id.
 *
 * @public
 */
export function assertRef(ref: string): void {
  if (ref.length > maxRefLength || !refPattern.test(ref)) {
    throw new InputError(
      `Invalid ref ${quote(ref)}: expected the name of a branch or a tag, or a commit id`,
    );
  }
}

/**
 * Brings a path inside a repository into its one form: no leading or trailing slash, '' for the root.
 *
 * @throws InputError if the path has empty, `.` or `..` segments or control characters
 * @public
 */
export function normalizeTreePath(path: string): string {
  // First, because of what looking for slashes at the end of something very long costs.
  if (path.length > maxPathLength) {
    throw invalidPath(path);
  }
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  if (trimmed === '' || trimmed === '.') {
    return '';
  }
  const segments = trimmed.split('/');
  if (
    controlCharacters.test(trimmed) ||
    segments.some(segment => ['', '.', '..'].includes(segment))
  ) {
    throw invalidPath(path);
  }
  return trimmed;
}

function invalidPath(path: string): InputError {
  return new InputError(
    `Invalid path ${quote(path)}: expected a path inside the repository, of at most ${maxPathLength} characters, without '.' and '..' segments`,
  );
}

/**
 * Whether this is the full id of an object.
 *
 * @public
 */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
