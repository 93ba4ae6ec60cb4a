import { formatDuration } from '@cogniverse/guide';

import { createRule } from '../create-rule.ts';
import { policyFor } from '../project.ts';
import { reportLacks } from '../surroundings/report.ts';
import { suiteRunsOf } from '../surroundings/suite-runs.ts';
import { surroundingsKind } from '../surroundings/surroundings-kind.ts';

/** What ends a run that hangs, where the file says nothing. */
const OTHERWISE = {
  workflow: 'GitHub ends a job that hangs after six hours',
  pipeline: 'a job that hangs is ended by a setting outside of the repository',
  image: 'nothing ends a suite that hangs',
  'pytest-config': '',
} as const;

/** Reports CI jobs and images that run a suite without a time limit. */
export const ciTimeLimit = createRule({
  name: 'ci-time-limit',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a time limit where CI or an image runs the suite',
      preset: 'project',
      practice: 'CI/CD',
      codemod: 'setup --ci',
    },
    messages: {
      missing:
        '{{place}} starts {{program}} without a time limit: {{otherwise}}. Give it {{limit}}, ' +
        'the policy\'s `timeouts.suite`, or less.',
      add: 'Give it a limit of {{limit}}.',
    },
    hasSuggestions: true,
    schema: [],
    defaultOptions: [],
  },
  create(context) {
    const runs = suiteRunsOf(context).filter((run) => !run.hasTimeLimit && !hasSessionTimeout(run.suite.args));
    const kind = surroundingsKind(context.physicalFilename);
    if (runs.length === 0 || kind === undefined) return {};
    return {
      Program() {
        const { suite } = policyFor(context.physicalFilename).timeouts;
        const data = { otherwise: OTHERWISE[kind], limit: formatDuration(suite) };
        reportLacks(context, runs, 'limit', (run) => ({ data, edit: run.limitBy(suite) }));
      },
    };
  },
});

/** pytest-timeout can bound a whole session. */
function hasSessionTimeout(args: readonly string[]): boolean {
  return args.some((arg) => arg.startsWith('--session-timeout'));
}
