import { RepositoryAccess } from './RepositoryAccess';
import { Asker, RepositoryReader } from './RepositoryReader';

/** Lets a reader answer only those who may read. */
export class AuthorizedRepositoryReader implements RepositoryReader {
  readonly #access: RepositoryAccess;
  readonly #reader: RepositoryReader;

  constructor(access: RepositoryAccess, reader: RepositoryReader) {
    this.#access = access;
    this.#reader = reader;
  }

  async list(query: { cursor?: string; limit: number }, asker: Asker) {
    return (await this.#access.mayRead(asker.credentials))
      ? this.#reader.list(query, asker)
      : { items: [] };
  }

  async get(name: string, asker: Asker) {
    await this.#access.requireRead(name, asker.credentials);
    return this.#reader.get(name, asker);
  }

  async listRefs(name: string, asker: Asker) {
    await this.#access.requireRead(name, asker.credentials);
    return this.#reader.listRefs(name, asker);
  }

  async listCommits(
    name: string,
    query: { ref?: string; cursor?: string; limit: number },
    asker: Asker,
  ) {
    await this.#access.requireRead(name, asker.credentials);
    return this.#reader.listCommits(name, query, asker);
  }

  async readTree(
    name: string,
    query: { ref?: string; path: string },
    asker: Asker,
  ) {
    await this.#access.requireRead(name, asker.credentials);
    return this.#reader.readTree(name, query, asker);
  }

  async readFile(
    name: string,
    query: { ref?: string; path: string },
    asker: Asker,
  ) {
    await this.#access.requireRead(name, asker.credentials);
    return this.#reader.readFile(name, query, asker);
  }
}
