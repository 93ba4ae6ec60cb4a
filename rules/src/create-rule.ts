import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';

/** What a rule's documentation says of it beside ESLint's own fields. */
export interface RuleDocs {
  /** One sentence, shown in editors and in the rule's page. */
  readonly description: string;
  /** The smallest preset that turns the rule on. */
  readonly preset: 'recommended' | 'strict';
  /** The section of the guide that the rule enforces. */
  readonly practice: string;
}

/** Makes a rule whose documentation link follows from its name. */
export const createRule = RuleCreator<RuleDocs>(
  (name) => `https://github.com/cogniverse/test-toolkit/blob/main/docs/rules/${name}.md`,
);
