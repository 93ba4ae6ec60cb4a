import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** A file of an installed package, absolute. */
export function packageFile(name: string, file: string): string {
  return path.join(path.dirname(require.resolve(`${name}/package.json`)), file);
}

/**
 * ast-grep's program. It stands in the package for this system, beside the package that depends on it.
 *
 * @returns `undefined` where there is none for this system.
 */
export function astGrep(): string | undefined {
  const cli = createRequire(require.resolve('@ast-grep/cli/package.json'));
  const system = { linux: '-gnu', win32: '-msvc', darwin: '' }[process.platform as string];
  try {
    const manifest = cli.resolve(
      `@ast-grep/cli-${process.platform}-${process.arch}${system ?? ''}/package.json`,
    );
    const program = path.join(
      path.dirname(manifest),
      process.platform === 'win32' ? 'ast-grep.exe' : 'ast-grep',
    );
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}
