import { GitBounds, readRefs } from '@stagedoor/git';

const maxBranches = 100;

/** Lists branches, first the given one if it is there, then those that were committed to last. */
export async function listBranches(
  gitDir: string,
  first: string,
  bounds: GitBounds,
): Promise<string[]> {
  const refs = await readRefs(
    gitDir,
    { kind: 'branch', limit: maxBranches },
    bounds,
  );
  const names = refs.map(ref => ref.name);
  const hasFirst =
    names.includes(first) || (names.length === maxBranches && first !== '');
  return [
    ...(hasFirst ? [first] : []),
    ...names.filter(name => name !== first),
  ].slice(0, maxBranches);
}
