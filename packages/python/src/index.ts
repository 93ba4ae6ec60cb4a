import { createRequire } from 'node:module';

import { PythonLanguage } from './language.ts';

export { visitorKeys } from './ast/visitor-keys.ts';
export type * as Py from './ast/nodes.ts';
export { type CodingCookie, codingCookie } from './coding-cookie.ts';
export { parseSourceCode } from './parse-source-code.ts';
export type { Comment } from './parse/parse.ts';
export { PythonSyntaxError } from './parse/syntax-error.ts';
export type { Definition, DefinitionKind, Reference, Scope, ScopeManager, Variable } from './scopes/types.ts';
export { type PythonLanguageOptions, PythonSourceCode } from './source-code.ts';
export { childrenOf, stackChildren } from './traverse.ts';

const manifest = createRequire(import.meta.url)('../package.json') as {
  readonly name: string;
  readonly version: string;
};

/** The language for a plugin's `languages`, or for `parseSourceCode` by hand. */
export const python = new PythonLanguage();

/** The plugin: `language: 'python/python'` where it is named `python` in the configuration. */
const plugin = {
  meta: { name: manifest.name, version: manifest.version, namespace: 'python' },
  languages: { python },
};

export default plugin;
