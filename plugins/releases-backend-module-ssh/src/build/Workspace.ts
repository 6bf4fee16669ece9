import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import { z } from 'zod';

const stateSchema = z.object({
  commit: z.string(),
  /** Of the commit, in seconds. */
  time: z.number().int().min(0),
  built: z.boolean(),
});

/** How far the work in a workspace has come. */
export type WorkspaceState = z.infer<typeof stateSchema>;

/** The folder in which one release is built. */
export class Workspace {
  readonly directory: string;
  /** The checkout. */
  readonly source: string;
  /** What commands of the build find as their home. */
  readonly home: string;

  constructor(dataDirectory: string, release: number) {
    this.directory = join(dataDirectory, 'releases', 'work', String(release));
    this.source = join(this.directory, 'source');
    this.home = join(this.directory, 'home');
  }

  /** The folder that is built and packed. */
  folderOf(plan: Pick<ReleasePlan, 'source'>): string {
    return plan.source.folder
      ? join(this.source, plan.source.folder)
      : this.source;
  }

  /** @returns undefined if nothing whole is there */
  async readState(): Promise<WorkspaceState | undefined> {
    try {
      const text = await readFile(this.#statePath, 'utf8');
      return stateSchema.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }

  async writeState(state: WorkspaceState): Promise<void> {
    await writeFile(`${this.#statePath}.new`, JSON.stringify(state));
    await rename(`${this.#statePath}.new`, this.#statePath);
  }

  /** Makes it empty. */
  async reset(): Promise<void> {
    await this.remove();
    await mkdir(this.source, { recursive: true, mode: 0o700 });
    await mkdir(this.home, { mode: 0o700 });
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  get #statePath(): string {
    return join(this.directory, 'state.json');
  }
}
