import type { TSESLint } from '@typescript-eslint/utils';

/** The part of a rule's context that tells which file is linted, and how. */
export type FileContext = Readonly<
  Pick<TSESLint.RuleContext<string, readonly unknown[]>, 'physicalFilename' | 'settings' | 'sourceCode'>
>;
