import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  commitDirectory,
  createBareRepository,
  isObjectId,
} from '@stagedoor/git';
import { ReleaseSources } from '@stagedoor/plugin-releases-node';

/** A repository with commits that tests make. */
export class TestSource implements ReleaseSources {
  readonly gitDir: string;
  #parent: string | undefined;

  private constructor(directory: string) {
    this.gitDir = join(directory, 'source.git');
  }

  static async create(directory: string): Promise<TestSource> {
    const source = new TestSource(directory);
    await mkdir(directory, { recursive: true });
    await createBareRepository(source.gitDir, { defaultBranch: 'main' });
    return source;
  }

  async locate() {
    return {
      gitDir: this.gitDir,
      fetchedAt: new Date().toISOString(),
    };
  }

  /** Commits files; a value of `-> x` is a symbolic link to x. */
  async commit(files: Record<string, string>): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), 'stagedoor-commit-'));
    try {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(directory, path)), { recursive: true });
        await (content.startsWith('-> ')
          ? symlink(content.slice(3), join(directory, path))
          : writeFile(join(directory, path), content));
      }
      const id = await commitDirectory(this.gitDir, directory, {
        branch: 'main',
        message: 'Change',
        author: { name: 'Ana Ruiz', email: 'ana@example.org' },
        parent: this.#parent,
      });
      if (!isObjectId(id)) {
        throw new Error(id);
      }
      this.#parent = id;
      return id;
    } finally {
      await rm(directory, { recursive: true });
    }
  }
}
