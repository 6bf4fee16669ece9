import { isUtf8 } from 'node:buffer';
import { NotFoundError } from '@backstage/errors';
import { normalizeTreePath } from '@stagedoor/git';
import { RepositoriesService } from '@stagedoor/plugin-repositories-node';
import { RepositoryReader } from './RepositoryReader';

const maxShownBytes = 1024 * 1024;
const maxShownEntries = 5_000;
const maxShownRefs = 1_000;

/** Answers from the repositories themselves. */
export class DefaultRepositoryReader implements RepositoryReader {
  readonly #repositories: RepositoriesService;

  constructor(repositories: RepositoriesService) {
    this.#repositories = repositories;
  }

  async list({ cursor, limit }: { cursor?: string; limit: number }) {
    // One more than asked for tells whether there is a next page.
    const found = await this.#repositories.list({
      after: cursor,
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    return {
      items,
      nextCursor: found.length > limit ? items.at(-1)?.name : undefined,
    };
  }

  async get(name: string) {
    const repository = required(
      await this.#repositories.find(name),
      `There is no repository named '${name}'`,
    );
    return {
      ...repository,
      cloneUrl: this.#repositories.cloneUrl(name),
      viewUrl: this.#repositories.viewUrl(name, 'tree', {
        ref: repository.defaultBranch,
      }),
    };
  }

  async listRefs(name: string) {
    const refs = required(
      await this.#repositories.refs(name, { limit: maxShownRefs + 1 }),
      `There is no repository named '${name}'`,
    );
    return {
      items: refs.slice(0, maxShownRefs),
      truncated: refs.length > maxShownRefs,
    };
  }

  async listCommits(
    name: string,
    query: { ref?: string; cursor?: string; limit: number },
  ) {
    const page = required(
      await this.#repositories.log(name, {
        ref: query.ref,
        limit: query.limit,
        after: query.cursor,
      }),
      `There is no branch, tag or commit '${query.ref ?? 'HEAD'}' in '${name}'`,
    );
    return { items: page.commits, nextCursor: page.nextCursor };
  }

  async readTree(name: string, query: { ref?: string; path: string }) {
    const path = normalizeTreePath(query.path);
    const tree = required(
      await this.#repositories.listTree(name, { ref: query.ref, path }),
      `There is no directory '${path}' at '${query.ref ?? 'HEAD'}' in '${name}'`,
    );
    return {
      commit: tree.commit,
      path,
      truncated: tree.entries.length > maxShownEntries,
      entries: tree.entries.slice(0, maxShownEntries).map(entry => ({
        name: entry.path,
        path: path ? `${path}/${entry.path}` : entry.path,
        kind: entry.kind,
        size: entry.size,
      })),
    };
  }

  async readFile(name: string, query: { ref?: string; path: string }) {
    const path = normalizeTreePath(query.path);
    const missing = `There is no file '${path}' at '${query.ref ?? 'HEAD'}' in '${name}'`;
    const found = await this.#repositories.resolve(name, {
      ref: query.ref,
      path,
    });
    if (found?.kind !== 'file') {
      throw new NotFoundError(missing);
    }
    const { commit, size } = found;
    if (size > maxShownBytes) {
      return { commit, path, size, encoding: 'base64' as const };
    }
    const file = required(
      await this.#repositories.readFile(name, { ref: commit, path }),
      missing,
    );
    const encoding = isText(file.content)
      ? ('utf-8' as const)
      : ('base64' as const);
    return {
      commit,
      path,
      size,
      encoding,
      content: file.content.toString(encoding),
    };
  }
}

// As git itself tells: text has no NUL byte.
function isText(content: Buffer): boolean {
  return isUtf8(content) && !content.includes(0);
}

function required<T>(value: T | undefined, message: string): T {
  if (value === undefined) {
    throw new NotFoundError(message);
  }
  return value;
}
