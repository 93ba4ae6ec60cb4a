import type { TSESLint } from '@typescript-eslint/utils';

import type { Source } from '../../resolve/source.ts';
import { globalReferences } from '../../resolve/test-calls/seeds.ts';

type Scope = TSESLint.Scope.Scope;

/** Names that CommonJS gives to every module, or that the language keeps for itself. */
const RESERVED = new Set(
  (
    '__dirname __filename arguments await break case catch class const continue debugger default ' +
    'delete do else enum eval export exports extends false finally for function if import in ' +
    'instanceof interface let module new null package private protected public require return ' +
    'static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** The names of a file: which of them a new binding at module level could have. */
export class ModuleNames {
  readonly #source: Source;
  readonly #topScopes: ReadonlySet<Scope>;
  #unresolved: ReadonlySet<string> | undefined;

  constructor(source: Source) {
    this.#source = source;
    this.#topScopes = new Set(source.scopeManager.scopes.filter(({ block }) => block === source.ast));
  }

  /**
   * Whether code in a scope could read a new binding at module level by a name, and no other code would read
   * it in
   * place of what it reads now.
   *
   * @param scope - The scope of the code; none where there is no such code.
   */
  isFree(name: string, scope: Scope | null): boolean {
    if (RESERVED.has(name) || this.isShadowed(name, scope)) return false;
    if ([...this.#topScopes].some((top) => isDeclared(name, top))) return false;
    this.#unresolved ??= new Set(globalReferences(this.#source).map(({ identifier }) => identifier.name));
    return !this.#unresolved.has(name);
  }

  /** Whether a name means something else in a scope than at module level. */
  isShadowed(name: string, scope: Scope | null): boolean {
    for (let inner = scope; inner && !this.#topScopes.has(inner); inner = inner.upper) {
      // Any name can be a member of the object of a `with`.
      if (isDeclared(name, inner) || inner.type === 'with') return true;
    }
    return false;
  }

  /** A name like the wanted one that nothing in the file uses, and that is not among those already taken. */
  unused(wanted: string, taken: ReadonlySet<string>): string {
    const prefixed = `node${wanted.charAt(0).toUpperCase()}${wanted.slice(1)}`;
    for (let count = 1; ; count++) {
      const name = count === 1 ? prefixed : `${prefixed}${count}`;
      const isUsed =
        taken.has(name) || this.#source.scopeManager.scopes.some((scope) => isDeclared(name, scope));
      if (!isUsed && this.isFree(name, null)) return name;
    }
  }
}

function isDeclared(name: string, { set }: Scope): boolean {
  const variable = set.get(name);
  return variable !== undefined && (variable.defs.length > 0 || name === 'arguments');
}

/** What a module is usually called: `fs`, `fsPromises` for `node:fs/promises`, `childProcess`. */
export function usualName(key: string): string {
  const words = key
    .replace(/^node:/, '')
    .split(/[^\p{ID_Continue}$]+|_/u)
    .filter(Boolean);
  const name = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  return /^[\p{ID_Start}$_]/u.test(name) ? name : `module${name}`;
}
