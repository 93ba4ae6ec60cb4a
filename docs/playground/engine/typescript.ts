/** What linting JavaScript and TypeScript takes beyond Python: loaded when the first such file is linted. */
import * as parser from '@typescript-eslint/parser';
import * as scopeManager from '@typescript-eslint/scope-manager';
import { parse } from '@typescript-eslint/typescript-estree';

import { provideModule } from './shims/module.ts';
import { provideParser } from './shims/oxc-parser.ts';

provideModule('@typescript-eslint/scope-manager', scopeManager);
provideParser((text, lang) => parse(text, { filePath: `file.${lang}`, jsx: lang !== 'ts', range: true }));

export { parser };
