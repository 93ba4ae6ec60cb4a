import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The Python to compare with; `COMPARE_PYTHON` names another one. */
export const python = process.env['COMPARE_PYTHON'] ?? 'python3';

/** Every nth file is compared: `COMPARE_EVERY=1` compares all. */
const every = Number(process.env['COMPARE_EVERY'] ?? '12');

/** The folder of the standard library and the minor version of Python 3; null where there is no Python. */
export const library = libraryOf(python);

function libraryOf(program: string): { readonly directory: string; readonly minor: number } | null {
  const script = 'import sys, sysconfig; print(sys.version_info[1], sysconfig.get_path("stdlib"))';
  try {
    const printed = execFileSync(program, ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [, minor = '', directory = ''] = /^(\d+) (.*)/u.exec(printed) ?? [];
    return { directory, minor: Number(minor) };
  } catch {
    return null;
  }
}

/** The files of the standard library that are compared, with its tests. */
export function libraryFiles(): string[] {
  const directory = library?.directory ?? '';
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.py') && !file.includes('site-packages'))
    .sort()
    .filter((_, index) => index % every === 0)
    .map((file) => path.join(directory, file));
}

/** Gives a script beside this file the paths, one a line, and yields what it prints for them. */
export async function* runScript(script: string, files: readonly string[]): AsyncGenerator {
  const child = spawn(python, [path.join(import.meta.dirname, script)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONIOENCODING: 'utf8' },
  });
  child.stdin.end(`${files.join('\n')}\n`);
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
}
