/** A folder or file of the tree. */
export interface TreeNode {
  /** What of the path is shown: several names, where a folder holds nothing but another. */
  readonly name: string;
  readonly path: string;
  /** The numbers of the paths in it. */
  readonly members: readonly number[];
  /** Folders first, then files; empty for a file. */
  readonly children: () => readonly TreeNode[];
}

/** The tree of sorted paths; children are made when they are asked for. */
export function treeOf(paths: readonly string[]): TreeNode {
  return nodeOf(
    '',
    '',
    paths,
    paths.map((_, index) => index),
    0,
  );
}

function nodeOf(
  name: string,
  path: string,
  paths: readonly string[],
  members: readonly number[],
  start: number,
): TreeNode {
  let children: readonly TreeNode[] | undefined;
  return {
    name,
    path,
    members,
    children: () => (children ??= childrenOf(paths, members, start)),
  };
}

/** @param start Where the names of the children begin in the members' paths. */
function childrenOf(
  paths: readonly string[],
  members: readonly number[],
  start: number,
): readonly TreeNode[] {
  const groups = new Map<string, number[]>();
  for (const member of members) {
    const path = paths[member] ?? '';
    if (path.length <= start) continue;
    const slash = path.indexOf('/', start);
    const name = slash < 0 ? path.slice(start) : path.slice(start, slash + 1);
    const known = groups.get(name);
    if (known) known.push(member);
    else groups.set(name, [member]);
  }
  const nodes = [...groups].map(([name, own]) => {
    let shown = name;
    for (;;) {
      const [only, ...others] = name.endsWith('/') ? namesIn(paths, own, start + shown.length) : [];
      if (only === undefined || others.length > 0 || !only.endsWith('/')) break;
      shown += only;
    }
    const end = start + shown.length;
    const path = (paths[own[0] ?? -1] ?? '').slice(0, end).replace(/\/$/, '');
    return nodeOf(shown, path, paths, own, end);
  });
  return nodes.sort((a, b) => Number(b.name.endsWith('/')) - Number(a.name.endsWith('/')));
}

/** The first two different names at a place in paths. */
function namesIn(paths: readonly string[], members: readonly number[], start: number): readonly string[] {
  const names = new Set<string>();
  for (const member of members) {
    const path = paths[member] ?? '';
    const slash = path.indexOf('/', start);
    names.add(slash < 0 ? path.slice(start) : path.slice(start, slash + 1));
    if (names.size > 1) break;
  }
  return [...names];
}
