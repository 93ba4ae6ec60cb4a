import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';

import { withoutLossyFixes } from './lossy-fixes.ts';
import { lookAgain } from './resolve/disk.ts';

/** What a rule's documentation says of it beside ESLint's own fields. */
export interface RuleDocs {
  /** One sentence, shown in editors and in the rule's page. */
  readonly description: string;
  /** The smallest preset that turns the rule on; `project` is the one for files around the tests. */
  readonly preset: 'recommended' | 'strict' | 'project';
  /** The section of the guide that the rule enforces. */
  readonly practice: string;
  /** The command of `cogniverse-codemod` that mends what the rule itself only reports. */
  readonly codemod?: string;
}

const create = RuleCreator<RuleDocs>(
  (name) => `https://github.com/cogniverse/test-toolkit/blob/main/docs/rules/${name}.md`,
);

/**
 * Makes a rule whose documentation link follows from its name, which fixes no file that would be damaged, and
 * which sees the project as it is on the disk.
 */
export const createRule: typeof create = (rule) =>
  create({
    ...rule,
    create(context, options) {
      // ESLint merges settings once for each configuration and run.
      lookAgain(context.settings, context.filename);
      return rule.create(withoutLossyFixes(context), options);
    },
  });
