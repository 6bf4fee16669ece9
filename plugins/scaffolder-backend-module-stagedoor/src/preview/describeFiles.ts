import { isUtf8 } from 'node:buffer';
import { posix } from 'node:path';
import { PreviewFile, previewLimits } from '@stagedoor/service-creation';

/** A file that a dry run left in the workspace. */
export interface RenderedFile {
  path: string;
  content: Buffer;
  executable: boolean;
}

/** Keeps the files of one directory of the workspace, with paths from there. */
export function selectDirectory(
  files: RenderedFile[],
  directory: string,
): RenderedFile[] {
  const root = posix.normalize(`${directory}/`);
  if (root === './') {
    return files;
  }
  return files.flatMap(file =>
    file.path.startsWith(root)
      ? [{ ...file, path: file.path.slice(root.length) }]
      : [],
  );
}

/** Describes files in the order of their paths, with as much of their content as a preview may hold. */
export function describeFiles(files: RenderedFile[]): {
  files: PreviewFile[];
  totalFiles: number;
  totalSize: number;
} {
  let bytesLeft: number = previewLimits.bytes;
  const shown = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .slice(0, previewLimits.files)
    .map(({ path, content, executable }): PreviewFile => {
      const file = { path, size: content.length, executable };
      if (!isText(content)) {
        return { ...file, leftOut: 'binary' };
      }
      if (content.length > Math.min(previewLimits.bytesPerFile, bytesLeft)) {
        return { ...file, leftOut: 'too-large' };
      }
      bytesLeft -= content.length;
      return { ...file, content: content.toString('utf8') };
    });
  return {
    files: shown,
    totalFiles: files.length,
    totalSize: files.reduce((sum, { content }) => sum + content.length, 0),
  };
}

function isText(content: Buffer): boolean {
  return isUtf8(content) && !content.includes(0);
}
