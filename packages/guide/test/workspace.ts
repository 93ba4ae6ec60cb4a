import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A temporary directory that is a repository, with files in it; `Symbol.dispose` removes it. */
export interface Workspace {
  readonly root: string;
  path(...parts: readonly string[]): string;
  [Symbol.dispose](): void;
}

/**
 * Makes a workspace.
 *
 * @param files - Text by path. A path that ends in `/` makes a directory.
 */
export function workspace(files: Readonly<Record<string, string>>): Workspace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'cogniverse-guide-')));
  for (const [name, text] of Object.entries({ '.git/': '', ...files })) {
    const path = join(root, name);
    mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (!name.endsWith('/')) {
      writeFileSync(path, text);
    }
  }
  return {
    root,
    path: (...parts) => join(root, ...parts),
    [Symbol.dispose]: () => {
      rmSync(root, { recursive: true });
    },
  };
}
