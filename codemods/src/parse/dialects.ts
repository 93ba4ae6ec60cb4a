/** One way to read a file: the grammar, and whether it is a module or a (sloppy) CommonJS script. */
export interface Dialect {
  readonly lang: 'jsx' | 'ts' | 'tsx';
  readonly sourceType: 'module' | 'commonjs';
}

const JSX_MODULE: Dialect = { lang: 'jsx', sourceType: 'module' };
const JSX_SCRIPT: Dialect = { lang: 'jsx', sourceType: 'commonjs' };
const TS_MODULE: Dialect = { lang: 'ts', sourceType: 'module' };
const TS_SCRIPT: Dialect = { lang: 'ts', sourceType: 'commonjs' };
const TSX_MODULE: Dialect = { lang: 'tsx', sourceType: 'module' };
const TSX_SCRIPT: Dialect = { lang: 'tsx', sourceType: 'commonjs' };

/**
 * The dialects to try on a file, likeliest first. The extension decides only where to begin: suites keep JSX,
 * TypeScript and type annotations of Flow in `.js`, and sloppy scripts beside modules.
 */
export function dialectsFor(file: string): readonly Dialect[] {
  if (/\.[mc]?ts$/.test(file)) return [TS_MODULE, TS_SCRIPT];
  if (file.endsWith('.tsx')) return [TSX_MODULE, TSX_SCRIPT];
  if (file.endsWith('.cjs')) return [JSX_SCRIPT, JSX_MODULE, TSX_MODULE, TS_MODULE];
  return [JSX_MODULE, JSX_SCRIPT, TSX_MODULE, TS_MODULE];
}
