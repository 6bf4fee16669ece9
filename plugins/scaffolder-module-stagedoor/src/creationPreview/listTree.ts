import { PreviewFile } from '@stagedoor/service-creation';

/** One line of a file tree. */
export type TreeRow =
  | { kind: 'directory'; path: string; name: string; depth: number }
  | {
      kind: 'file';
      path: string;
      name: string;
      depth: number;
      file: PreviewFile;
    };

/** Lists files as a tree is drawn: directories before files, each by name, with what is in them below. */
export function listTree(files: PreviewFile[]): TreeRow[] {
  const root: Directory = { directories: new Map(), files: [] };
  for (const file of files) {
    const names = file.path.split('/').slice(0, -1);
    let directory = root;
    for (const name of names) {
      const next = directory.directories.get(name) ?? {
        directories: new Map(),
        files: [],
      };
      directory.directories.set(name, next);
      directory = next;
    }
    directory.files.push(file);
  }
  return listDirectory(root, '', 0);
}

interface Directory {
  directories: Map<string, Directory>;
  files: PreviewFile[];
}

function listDirectory(
  { directories, files }: Directory,
  path: string,
  depth: number,
): TreeRow[] {
  const names = [...directories.keys()].sort();
  return [
    ...names.flatMap((name): TreeRow[] => {
      const child = directories.get(name);
      const childPath = `${path}${name}/`;
      return child
        ? [
            { kind: 'directory', path: childPath, name, depth },
            ...listDirectory(child, childPath, depth + 1),
          ]
        : [];
    }),
    ...files.map((file): TreeRow => {
      const name = file.path.slice(path.length);
      return { kind: 'file', path: file.path, name, depth, file };
    }),
  ];
}
