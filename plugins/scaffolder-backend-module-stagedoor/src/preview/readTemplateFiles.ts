import { opendir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';

/** One file of a template, as the dry run wants it. */
export interface TemplateFile {
  path: string;
  base64Content: string;
}

/** A dry run takes all files in one request; this keeps it below what the scaffolder accepts. */
const limits = { files: 2_000, bytes: 6 * 1024 * 1024 };

const skippedDirectories = new Set(['.git', 'node_modules']);

/**
 * Reads the files beside a template, which its steps refer to by relative paths. They are looked for where a real run
 * looks for them.
 */
export async function readTemplateFiles(
  template: Entity,
  options: { reader: UrlReaderService; integrations: ScmIntegrationRegistry },
): Promise<TemplateFile[]> {
  const { type, target } = findTemplateLocation(template);
  if (type === 'file') {
    return readLocalFiles(dirname(target));
  }
  const directory = options.integrations.resolveUrl({
    url: './',
    base: target,
  });
  return readRemoteFiles(directory, options.reader);
}

function findTemplateLocation(template: Entity): {
  type: 'file' | 'url';
  target: string;
} {
  const annotations = template.metadata.annotations ?? {};
  const managedBy = parseAnnotation(annotations[ANNOTATION_LOCATION]);
  const source = parseAnnotation(annotations[ANNOTATION_SOURCE_LOCATION]);
  const location = source ?? managedBy;
  // An author writes the source location; only an operator can make the catalog read a template from this machine.
  const mayBeLocal = managedBy?.type === 'file';
  if (location?.type === 'url' || (location?.type === 'file' && mayBeLocal)) {
    return { type: location.type, target: location.target };
  }
  throw new InputError(
    `The template ${template.metadata.name} does not say where its files are, so it cannot be previewed`,
  );
}

function parseAnnotation(text: string | undefined) {
  return text ? parseLocationRef(text) : undefined;
}

async function readLocalFiles(root: string): Promise<TemplateFile[]> {
  const files: TemplateFile[] = [];
  const budget = new Budget();
  const pending = [root];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for await (const entry of await opendir(next)) {
      const path = join(next, entry.name);
      if (entry.isDirectory() && !skippedDirectories.has(entry.name)) {
        pending.push(path);
      } else if (entry.isFile()) {
        budget.spend((await stat(path)).size);
        files.push({
          path: relative(root, path).split(sep).join('/'),
          base64Content: await readFile(path, 'base64'),
        });
      }
    }
  }
  return files;
}

async function readRemoteFiles(
  directory: string,
  reader: UrlReaderService,
): Promise<TemplateFile[]> {
  const tree = await reader.readTree(directory);
  const files: TemplateFile[] = [];
  const budget = new Budget();
  for (const file of await tree.files()) {
    const content = await file.content();
    budget.spend(content.length);
    files.push({ path: file.path, base64Content: content.toString('base64') });
  }
  return files;
}

class Budget {
  #files = 0;
  #bytes = 0;

  spend(bytes: number): void {
    this.#files += 1;
    this.#bytes += bytes;
    if (this.#files > limits.files || this.#bytes > limits.bytes) {
      throw new InputError(
        `This template is too large to be previewed: at most ${limits.files} files and ${limits.bytes / 1024 / 1024} MiB`,
      );
    }
  }
}
