import { Readable } from 'node:stream';
import {
  ReaderFactory,
  ReadTreeResponseFactory,
  ReadUrlResponseFactory,
} from '@backstage/backend-defaults/urlReader';
import {
  UrlReaderService,
  UrlReaderServiceReadTreeOptions,
  UrlReaderServiceReadTreeResponse,
  UrlReaderServiceReadUrlOptions,
  UrlReaderServiceReadUrlResponse,
  UrlReaderServiceSearchOptions,
  UrlReaderServiceSearchResponse,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError, NotModifiedError } from '@backstage/errors';
import {
  parseViewUrl,
  RepositoryLocation,
} from '@stagedoor/plugin-repositories-common';
import { Minimatch } from 'minimatch';
import { RepositoriesService } from './RepositoriesService';

const maxSearchResults = 500;
/** With more of them a single name of a file can take longer to compare than anybody waits. */
const maxStarsInName = 2;
const maxGlobstars = 2;

/**
 * Reads files and directories of repositories by their view URLs.
 */
export class RepositoriesUrlReader implements UrlReaderService {
  readonly #appBaseUrl: string;
  readonly #repositories: RepositoriesService;
  readonly #treeResponseFactory: ReadTreeResponseFactory;

  private constructor(options: {
    appBaseUrl: string;
    repositories: RepositoriesService;
    treeResponseFactory: ReadTreeResponseFactory;
  }) {
    this.#appBaseUrl = options.appBaseUrl;
    this.#repositories = options.repositories;
    this.#treeResponseFactory = options.treeResponseFactory;
  }

  static factory(repositories: RepositoriesService): ReaderFactory {
    return ({ config, treeResponseFactory }) => {
      const appBaseUrl = config.getString('app.baseUrl');
      const reader = new RepositoriesUrlReader({
        appBaseUrl,
        repositories,
        treeResponseFactory,
      });
      const predicate = (url: URL) => !!parseViewUrl(appBaseUrl, url);
      return [{ reader, predicate }];
    };
  }

  async readUrl(
    url: string,
    options?: UrlReaderServiceReadUrlOptions,
  ): Promise<UrlReaderServiceReadUrlResponse> {
    const { name, ref, path } = this.#parse(url);
    if (options?.etag) {
      const found = await this.#repositories.resolve(name, { ref, path });
      if (found?.object === options.etag) {
        throw new NotModifiedError();
      }
    }
    const file = await this.#repositories.readFile(name, { ref, path });
    if (!file) {
      throw new NotFoundError(`There is no file at ${url}`);
    }
    return ReadUrlResponseFactory.fromReadable(
      Readable.from(file.content, { objectMode: false }),
      { etag: file.object },
    );
  }

  async readTree(
    url: string,
    options?: UrlReaderServiceReadTreeOptions,
  ): Promise<UrlReaderServiceReadTreeResponse> {
    const { name, ref, path } = this.#parse(url);
    const found = await this.#repositories.resolve(name, { ref, path });
    if (found?.kind !== 'directory') {
      throw new NotFoundError(`There is no directory at ${url}`);
    }
    if (found.object === options?.etag) {
      throw new NotModifiedError();
    }
    const archive = await this.#repositories.archive(name, {
      ref: found.commit,
      path,
    });
    if (!archive) {
      throw new NotFoundError(`There is no directory at ${url}`);
    }
    return this.#treeResponseFactory.fromTarArchive({
      stream: archive.stream,
      etag: archive.object,
      filter: options?.filter,
      stripFirstDirectory: false,
    });
  }

  async search(
    url: string,
    options?: UrlReaderServiceSearchOptions,
  ): Promise<UrlReaderServiceSearchResponse> {
    const location = this.#parse(url);
    if (/[*?]/.test(location.path)) {
      return this.#searchPattern(location, options?.etag);
    }
    try {
      const file = await this.readUrl(url, options);
      return {
        files: [{ url, content: file.buffer }],
        etag: file.etag ?? '',
      };
    } catch (error) {
      if (error instanceof NotFoundError) {
        return { files: [], etag: '' };
      }
      throw error;
    }
  }

  toString(): string {
    return `repositories{base=${this.#appBaseUrl}}`;
  }

  async #searchPattern(
    { name, ref, path }: RepositoryLocation,
    etag: string | undefined,
  ): Promise<UrlReaderServiceSearchResponse> {
    const segments = path.split('/');
    const fixed = segments.slice(
      0,
      segments.findIndex(segment => /[*?]/.test(segment)),
    );
    const pattern = compilePattern(segments.slice(fixed.length));
    const tree = await this.#repositories.listTree(name, {
      ref,
      path: fixed.join('/'),
      recursive: true,
    });
    if (!tree) {
      return { files: [], etag: '' };
    }
    if (tree.object === etag) {
      throw new NotModifiedError();
    }
    const matches = tree.entries.filter(
      entry => entry.kind === 'file' && pattern.match(entry.path),
    );
    if (matches.length > maxSearchResults) {
      throw new InputError(
        `The pattern '${path}' matches ${matches.length} files; at most ${maxSearchResults} are read`,
      );
    }
    return {
      etag: tree.object,
      files: matches.map(entry => {
        const file = [...fixed, entry.path].join('/');
        return {
          url: this.#repositories.viewUrl(name, 'blob', { ref, path: file }),
          content: () => this.#readMatch(name, tree.commit, file),
        };
      }),
    };
  }

  async #readMatch(name: string, commit: string, path: string) {
    const file = await this.#repositories.readFile(name, { ref: commit, path });
    if (!file) {
      throw new NotFoundError(`There is no file '${path}' in '${name}'`);
    }
    return file.content;
  }

  #parse(url: string): RepositoryLocation {
    const location = parseViewUrl(this.#appBaseUrl, url);
    if (!location) {
      throw new InputError(`Not the address of something in a repository`);
    }
    return location;
  }
}

/** Whoever pushes a descriptor writes patterns: stars, question marks and brackets mean something in them, and few stars. */
function compilePattern(segments: readonly string[]): Minimatch {
  const globstars = segments.filter(segment => segment === '**').length;
  const isPlain = segments.every(
    segment =>
      segment === '**' || segment.split('*').length - 1 <= maxStarsInName,
  );
  if (globstars > maxGlobstars || !isPlain) {
    throw new InputError(
      `The pattern '${segments.join('/')}' has too many stars: at most ${maxStarsInName} in one name, and '**' at most ${maxGlobstars} times`,
    );
  }
  return new Minimatch(segments.join('/'), {
    dot: true,
    nobrace: true,
    nocomment: true,
    noext: true,
    nonegate: true,
  });
}
