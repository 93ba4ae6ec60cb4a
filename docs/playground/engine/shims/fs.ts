/** What the rules use of `node:fs`, over files in memory. */
import path from 'node:path';

/** The texts of files by absolute path. */
const files = new Map<string, string>();
/** The folders that they make. */
const folders = new Set<string>(['/']);

/** Puts files in place, and with them the folders that they lie in. */
export function writeFiles(written: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(written)) {
    files.set(file, text);
    for (let folder = path.dirname(file); !folders.has(folder); folder = path.dirname(folder)) folders.add(folder);
  }
}

/** Takes files and folders away that lie below a folder, and the folder itself. */
export function removeFolder(folder: string): void {
  const isBelow = (name: string) => name === folder || name.startsWith(`${folder}/`);
  for (const file of files.keys()) if (isBelow(file)) files.delete(file);
  for (const name of folders) if (isBelow(name)) folders.delete(name);
}

export function existsSync(file: string): boolean {
  return files.has(file) || folders.has(file);
}

export function readFileSync(file: string): string {
  const text = files.get(file);
  if (text === undefined) throw notFound('open', file);
  return text;
}

interface Stats {
  readonly mtimeMs: number;
  readonly size: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

export function statSync(file: string, options: { readonly throwIfNoEntry?: boolean } = {}): Stats | undefined {
  const text = files.get(file);
  if (text === undefined && !folders.has(file)) {
    if (options.throwIfNoEntry === false) return undefined;
    throw notFound('stat', file);
  }
  return {
    // A changed project is another folder, so that a file never changes.
    mtimeMs: 0,
    size: new TextEncoder().encode(text ?? '').length,
    isFile: () => text !== undefined,
    isDirectory: () => text === undefined,
  };
}

interface Entry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
}

export function readdirSync(folder: string): string[];
export function readdirSync(folder: string, options: { readonly withFileTypes: true }): Entry[];
export function readdirSync(folder: string, options?: { readonly withFileTypes: true }): Entry[] | string[] {
  if (!folders.has(folder)) throw notFound('scandir', folder);
  const names = [...files.keys(), ...folders]
    .filter((name) => name !== '/' && path.dirname(name) === folder)
    .map((name) => path.basename(name))
    .sort();
  if (options === undefined) return names;
  return names.map((name) => {
    const isFile = files.has(path.join(folder, name));
    return { name, isFile: () => isFile, isDirectory: () => !isFile };
  });
}

function notFound(call: string, file: string): Error {
  return Object.assign(new Error(`ENOENT: no such file or directory, ${call} '${file}'`), { code: 'ENOENT' });
}

export default { existsSync, readFileSync, readdirSync, statSync };
