import path from 'node:path';

import type { TSESLint } from '@typescript-eslint/utils';

import { pathFromRoot } from '../../resolve/path-from-root.ts';
import { isCollectedByName } from '../../resolve/python/collected-names.ts';
import { isStrictAboutMarks } from '../../resolve/python/pytest-config.ts';
import { RegisteredMarkers } from '../../resolve/python/registered-markers.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { isPythonInScope, isPythonTestPath } from '../../resolve/python/test-file.ts';
import type { messages } from '../messages.ts';
import { mayNameMarker } from './prefilter.ts';
import { unregisteredIn, type UnregisteredMarker } from './unregistered.ts';
import type { MarkerUse } from './uses.ts';

type Context = Readonly<TSESLint.RuleContext<keyof typeof messages, []>>;

/** The rule's listeners for a Python file. */
export function pythonListeners(context: Context, source: PythonSource): { Module?: () => void } {
  if (!mayNameMarker(source.text) || !isPythonInScope(context, source)) return {};
  return {
    Module() {
      // The conftests of the tests that import a module from elsewhere register what it makes for them.
      const isOfTests = isTestPath(context);
      for (const found of unregisteredIn(source)) {
        if (isOfTests || found.cause.kind === 'misspelt') report(found, context, source);
      }
    },
  };
}

function isTestPath({ physicalFilename, cwd }: Context): boolean {
  return isPythonTestPath(pathFromRoot(physicalFilename, cwd)) || isCollectedByName(physicalFilename);
}

/** A misspelling is said where it stands; what is missing in the configuration, once a file. */
function report({ marker, cause, uses }: UnregisteredMarker, context: Context, source: PythonSource): void {
  if (cause.kind === 'misspelt') {
    for (const use of uses) reportMisspelt(use, cause.meant, context);
    return;
  }
  const [first] = uses;
  if (!first) return;
  const { config } = RegisteredMarkers.of(source);
  const isRefused = isStrictAboutMarks(config);
  const data = {
    marker,
    uses: uses.length > 1 ? ` (${uses.length} times in this file)` : '',
    refused: isRefused ? ', and is told to refuse such markers' : '',
    config:
      config.file === undefined ? 'the configuration of pytest' : pathFromRoot(config.file, context.cwd),
  };
  context.report({
    loc: first.node.loc,
    messageId: cause.kind,
    data:
      cause.kind === 'plugin'
        ? { ...data, plugin: cause.plugin, statedIn: path.basename(cause.statedIn) }
        : data,
  });
}

function reportMisspelt({ name, node, range }: MarkerUse, meant: string, context: Context): void {
  context.report({
    loc: node.loc,
    messageId: 'misspelt',
    data: { marker: name, meant },
    ...(range && {
      suggest: [
        { messageId: 'write', data: { meant }, fix: (fixer) => fixer.replaceTextRange([...range], meant) },
      ],
    }),
  });
}
