import { includesSet } from './module-set.ts';
import type { SystemModuleSet } from './module-set.ts';
import { nodeBuiltin, nodeBuiltinName } from './node.ts';
import { pythonModule } from './python.ts';

/** A language that the guide speaks of. TypeScript counts as JavaScript. */
export type Language = 'javascript' | 'python';

/**
 * Whether a module is one of the system modules that a policy names.
 *
 * In a list, a module covers its submodules: `fs` covers `fs/promises`, `os` covers `os.path`. In
 * JavaScript a name of a builtin means the builtin with or without `node:`. A list may name any module,
 * not only the language's own.
 *
 * @param language - The language of the importing file.
 * @param name - The module as the import names it (`node:fs/promises`, `os.path`); relative ones are
 *   never one.
 * @param modules - A set's name, or a list of modules.
 */
export function isSystemModule(
  language: Language,
  name: string,
  modules: SystemModuleSet | readonly string[],
): boolean {
  if (typeof modules === 'string') {
    const known = language === 'javascript' ? nodeBuiltin(name) : pythonModule(name);
    return known !== undefined && includesSet(modules, known.set);
  }
  return language === 'javascript'
    ? modules.some((listed) => coversInJavaScript(listed, name))
    : modules.some((listed) => covers(listed, name, '.'));
}

function coversInJavaScript(listed: string, name: string): boolean {
  const builtin = nodeBuiltinName(name);
  const listedBuiltin = nodeBuiltinName(listed);
  // `punycode/` is a package, which a listed builtin `punycode` must not cover.
  if ((builtin === undefined) !== (listedBuiltin === undefined)) {
    return false;
  }
  return covers(listedBuiltin ?? listed, builtin ?? name, '/');
}

function covers(listed: string, name: string, separator: string): boolean {
  return name === listed || name.startsWith(listed + separator);
}
