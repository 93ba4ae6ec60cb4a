import { createRequire } from 'node:module';

import type { Linter } from 'eslint';
import plugin from 'eslint-plugin-cogniverse';

import type { FileResult, RunReport } from '../engine/results.ts';
import { PROJECT_RULE_NAMES, RULE_NAMES, RULE_PREFIX, SETUP_RULE, type RuleName } from '../rule-names.ts';
import { projectPath } from './text.ts';

const REPORTED: readonly RuleName[] = [...RULE_NAMES, ...PROJECT_RULE_NAMES, SETUP_RULE];

/**
 * SARIF 2.1.0, with the rules' descriptions and the fixes they propose. Paths are relative to the project's
 * root.
 */
export function sarif({ results, problems }: RunReport): string {
  const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cogniverse-codemod', version, rules: REPORTED.map(describeRule) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: problems.length === 0,
            toolExecutionNotifications: problems.map(({ path, message }) => ({
              level: 'error',
              message: { text: path === undefined ? message : `${path}: ${message}` },
            })),
          },
        ],
        results: results.flatMap((result) =>
          result.lint.messages.map((message) => describeFinding(result, message)),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(name: RuleName): object {
  const docs = plugin.rules[name].meta?.docs;
  return {
    id: RULE_PREFIX + name,
    shortDescription: { text: docs?.description ?? name },
    ...(docs?.url !== undefined && { helpUri: docs.url }),
  };
}

function describeFinding(result: FileResult, message: Linter.LintMessage): object {
  const index = REPORTED.findIndex((name) => RULE_PREFIX + name === message.ruleId);
  const artifactLocation = {
    uri: encodePath(projectPath(result.lint.filePath, result.root)),
    uriBaseId: '%SRCROOT%',
  };
  return {
    ...(index >= 0 && { ruleId: message.ruleId, ruleIndex: index }),
    level: message.severity === 2 ? 'error' : 'warning',
    message: { text: message.message },
    locations: [{ physicalLocation: { artifactLocation, ...regionOf(message) } }],
    ...(message.fix && { fixes: [describeFix(message.fix, artifactLocation)] }),
  };
}

function regionOf({ line, column, endLine, endColumn }: Linter.LintMessage): object {
  if (line < 1) return {};
  const end = endLine === undefined ? {} : { endLine, endColumn };
  return { region: { startLine: line, startColumn: column, ...end } };
}

function describeFix(
  { range, text }: NonNullable<Linter.LintMessage['fix']>,
  artifactLocation: object,
): object {
  const [start, end] = range;
  const replacement = {
    deletedRegion: { charOffset: start, charLength: end - start },
    insertedContent: { text },
  };
  return { artifactChanges: [{ artifactLocation, replacements: [replacement] }] };
}

function encodePath(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}
