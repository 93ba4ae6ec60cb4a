import type { TSESLint } from '@typescript-eslint/utils';

/** The rule's messages. */
export const messages = {
  ungated:
    '{{test}} needs {{capability}}: {{what}} {{where}}. It fails or hangs where that is missing. {{remedy}}, ' +
    'which skips it there.',
  addMarker: 'Mark the test with `@pytest.mark.{{marker}}`.',
};

/** The rule's context. */
export type Context = Readonly<TSESLint.RuleContext<keyof typeof messages, []>>;
