import { readFileSync } from 'node:fs';
import path from 'node:path';

const SPECIFIER =
  /(?:\bfrom|\bimport|\brequire(?:\.resolve)?\s*\(|\bimport\s*\()\s*['"](\.{1,2}(?:\/[^'"]*)?)['"]/g;
const ENDINGS = ['', '.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js'];

/** Which configurations load which others, by what their texts say. */
export class Imports {
  readonly #imports: ReadonlyMap<string, readonly string[]>;

  /** @param files Absolute paths. */
  constructor(files: readonly string[]) {
    const known = new Set(files);
    this.#imports = new Map(files.map((file) => [file, importsOf(file, known)]));
  }

  /** Whether another of the files loads this one. */
  isImported(file: string): boolean {
    return [...this.#imports].some(([other, imports]) => other !== file && imports.includes(file));
  }

  /** The files, each behind those that it loads. */
  inOrder(): readonly string[] {
    const ordered = new Set<string>();
    const visiting = new Set<string>();
    const visit = (file: string): void => {
      if (visiting.has(file)) return;
      visiting.add(file);
      for (const imported of this.#imports.get(file) ?? []) visit(imported);
      ordered.add(file);
    };
    for (const file of this.#imports.keys()) visit(file);
    return [...ordered];
  }
}

function importsOf(file: string, known: ReadonlySet<string>): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return [...text.matchAll(SPECIFIER)].flatMap(([, specifier = '']) => {
    const base = path.resolve(path.dirname(file), specifier);
    // In TypeScript, `./base.js` may mean `./base.ts`.
    const written = base.replace(/\.([cm]?)js$/, '.$1ts');
    return (
      [...ENDINGS.map((ending) => base + ending), written].find((name) => name !== file && known.has(name)) ??
      []
    );
  });
}
