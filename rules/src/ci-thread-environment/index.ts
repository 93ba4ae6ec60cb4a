import { createRule } from '../create-rule.ts';
import { policyFor } from '../project.ts';
import { reportLacks } from '../surroundings/report.ts';
import { suiteRunsOf } from '../surroundings/suite-runs.ts';
import { neededVariables } from './needed-variables.ts';

/** `A`, `A and B`, `A, B and C`. */
const LIST = new Intl.ListFormat('en-GB');

/** Reports CI jobs and images that run a suite without the variables that hold its libraries to one thread. */
export const ciThreadEnvironment = createRule({
  name: 'ci-thread-environment',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require the variables that hold libraries to one thread where CI or an image runs the suite',
      preset: 'project',
      practice: 'CI/CD',
      codemod: 'setup --ci',
    },
    messages: {
      missing:
        '{{place}} starts {{program}} without {{names}}: libraries of this project start a thread per core, ' +
        'and tests hang or crash. Set {{settings}} there.',
      add: 'Set {{settings}}.',
    },
    hasSuggestions: true,
    schema: [],
    defaultOptions: [],
  },
  create(context) {
    const runs = suiteRunsOf(context);
    if (runs.length === 0) return {};
    return {
      Program() {
        const policy = policyFor(context.physicalFilename);
        reportLacks(context, runs, 'environment', (run) => {
          const needed = neededVariables(run, policy);
          if (needed.length === 0) return undefined;
          const settings = needed.map(({ name, value }) => `${name}=${value}`).join(' ');
          const names = LIST.format(needed.map(({ name }) => name));
          return { data: { names, settings }, edit: run.setBy(needed) };
        });
      },
    };
  },
});
