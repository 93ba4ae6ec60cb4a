import path from 'node:path';

import { createRule } from '../create-rule.ts';
import { configOfCommand } from '../resolve/python/command-config.ts';
import { pytestConfigFor, readPytestConfig, type PytestConfig } from '../resolve/python/pytest-config.ts';
import { locOf, suggestions } from '../surroundings/report.ts';
import { isStated, packagesFor } from '../surroundings/stated-libraries.ts';
import { suiteRunsOf } from '../surroundings/suite-runs.ts';
import { surroundingsKind } from '../surroundings/surroundings-kind.ts';
import { hasAsyncTests } from './async-tests.ts';
import { isSpread, keepsFilesTogether } from './distribution.ts';

/** Plugins of pytest that run async tests. */
const ASYNC_PLUGINS = ['pytest-asyncio', 'pytest-trio', 'pytest-aiohttp', 'pytest-tornasync', 'pytest-twisted'];

/** Reports suites with async tests that pytest-xdist spreads test by test, rather than file by file. */
export const xdistByFile = createRule({
  name: 'xdist-by-file',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require pytest-xdist to keep the tests of a file together where tests are async',
      preset: 'project',
      practice: 'Performance',
      codemod: 'setup --ci',
    },
    messages: {
      spread:
        'pytest-xdist deals the tests of one file to several processes here: each loads the models again, and ' +
        'event loops and fixtures of a module are made in each. Add `--dist loadfile`.',
      add: 'Add `--dist loadfile`.',
    },
    hasSuggestions: true,
    schema: [],
    defaultOptions: [],
  },
  create(context) {
    const file = context.physicalFilename;
    const kind = surroundingsKind(file);
    if (kind === undefined || !path.isAbsolute(file)) return {};
    const report = (start: number, end: number, insertAt: number | undefined): void => {
      context.report({
        loc: locOf({ start, end }, context.sourceCode),
        messageId: 'spread',
        suggest: suggestions(
          'add',
          insertAt === undefined ? undefined : { start: insertAt, end: insertAt, text: ' --dist loadfile' },
        ),
      });
    };
    return {
      Program() {
        const { text } = context.sourceCode;
        if (kind === 'pytest-config') {
          const config = configIn(file, text);
          const flag = config && isSpread(config.addopts) && !keepsFilesTogether(config.addopts) && flagIn(text);
          if (flag && mayHaveAsyncTests(path.dirname(file), config)) report(flag.start, flag.end, flag.insertAt);
          return;
        }
        for (const run of suiteRunsOf(context)) {
          if (run.suite.program !== 'pytest' && run.suite.program !== 'py.test') continue;
          const config = configOfCommand(run.suite.args, run.folder);
          if (!config) continue;
          const words = [...config.addopts, ...run.suite.args];
          if (!isSpread(run.suite.args) || keepsFilesTogether(words) || !mayHaveAsyncTests(run.folder, config)) continue;
          const command = text.slice(run.start, run.end);
          const count = /(?:^|\s)(?:-n\s*=?|--numprocesses[= ])\s*[\w]+/.exec(command);
          report(run.start, run.end, count ? run.start + count.index + count[0].length : undefined);
        }
      },
    };
  },
});

/** What a file configures; `undefined` where another file beside it goes before it, or it is none of pytest's. */
function configIn(file: string, text: string): PytestConfig | undefined {
  const winner = pytestConfigFor(file).file;
  if (winner !== undefined && winner !== file && path.dirname(winner) === path.dirname(file)) return undefined;
  try {
    return readPytestConfig(file, text);
  } catch {
    return undefined;
  }
}

/** Whether a suite is set up for async tests, or has some. */
function mayHaveAsyncTests(folder: string, config: PytestConfig): boolean {
  if (config.text('asyncio_mode') !== undefined) return true;
  const packages = packagesFor(folder, 'python');
  const isStatedFor = packages !== undefined && ASYNC_PLUGINS.some((plugin) => isStated(plugin, packages));
  return isStatedFor || hasAsyncTests(folder);
}

interface Flag {
  readonly start: number;
  readonly end: number;
  /** Where a word can follow; `undefined` in a list of words. */
  readonly insertAt: number | undefined;
}

/** The flag in a configuration's text that spreads the tests. */
function flagIn(text: string): Flag | undefined {
  const found = /(?<![\w-])(?:-n\s*=?|--numprocesses[= ])\s*(?:auto|logical|\d+)\b/.exec(text);
  if (!found) return /(?<![\w-])-n(?![\w-])/.exec(text) ? listFlag(text) : undefined;
  const [flag] = found;
  const end = found.index + flag.length;
  const isListed = /["']\s*$/.test(text.slice(0, found.index)) && /^\s*["']/.test(text.slice(end)) && flag.startsWith('--');
  return { start: found.index, end, insertAt: isListed ? undefined : end };
}

/** `["-n", "auto"]` */
function listFlag(text: string): Flag | undefined {
  const found = /["'](?:-n|--numprocesses)["']\s*,\s*["']\w+["']/.exec(text);
  return found ? { start: found.index, end: found.index + found[0].length, insertAt: undefined } : undefined;
}
