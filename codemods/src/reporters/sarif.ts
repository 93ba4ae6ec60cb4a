import type { Linter } from 'eslint';
import plugin from 'eslint-plugin-cogniverse';

import type { FileResult, RunReport } from '../engine/results.ts';
import { fingerprint, knownFindings, type KnownFinding } from '../findings/identity.ts';
import { packageManifest } from '../package-files.ts';
import { PROJECT_RULE_NAMES, RULE_NAMES, RULE_PREFIX, SETUP_RULE, type RuleName } from '../rule-names.ts';
import { projectPath } from './text.ts';

const HOME = 'https://github.com/cogniverse/test-toolkit';
const REPORTED: readonly RuleName[] = [...RULE_NAMES, ...PROJECT_RULE_NAMES, SETUP_RULE];

/** The rule of findings that are none of a rule: a syntax error, a file that could not be processed. */
const UNREADABLE = {
  id: `${RULE_PREFIX}unreadable-file`,
  name: 'UnreadableFile',
  shortDescription: { text: "Files that can't be read are not checked." },
  fullDescription: { text: 'A file with a syntax error, or one that could not be processed, is not checked.' },
  help: { text: 'Mend the syntax error, or leave the file out of the run.' },
  helpUri: HOME,
  defaultConfiguration: { level: 'error' },
};
/** Where GitHub files the rules. */
const TAGS = ['testing', 'reliability'];
const BASE = '%SRCROOT%';

/**
 * SARIF 2.1.0, with the rules' descriptions and the fixes they propose. Paths are relative to the project's
 * root. What comments silence is left out, since GitHub would show it as open.
 */
export function sarif({ results, problems }: RunReport): string {
  const { version } = packageManifest();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cogniverse-codemod',
            version,
            semanticVersion: version,
            informationUri: HOME,
            rules: [...REPORTED.map(describeRule), UNREADABLE],
          },
        },
        originalUriBaseIds: { [BASE]: { description: { text: "The root of the project's repository." } } },
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
          knownFindings(result).map((finding) => describeFinding(result, finding)),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(name: RuleName): object {
  const docs = plugin.rules[name].meta?.docs;
  const description = `${docs?.description ?? name}.`;
  const url = docs?.url ?? HOME;
  return {
    id: RULE_PREFIX + name,
    name: pascalCase(name),
    shortDescription: { text: description },
    fullDescription: { text: description },
    help: {
      text: `${description} What it reports, how it is fixed and its options: ${url}`,
      markdown: `${description}\n\n[What it reports, how it is fixed and its options](${url})\n`,
    },
    helpUri: url,
    defaultConfiguration: { level: 'error' },
    properties: { tags: TAGS, precision: 'high', 'problem.severity': 'error' },
  };
}

/** SARIF wants the names that people read in this form. */
function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}

function describeFinding(result: FileResult, finding: KnownFinding): object {
  const { message } = finding;
  const known = REPORTED.findIndex((name) => RULE_PREFIX + name === message.ruleId);
  const [ruleId, ruleIndex] = known < 0 ? [UNREADABLE.id, REPORTED.length] : [message.ruleId, known];
  const artifactLocation = {
    uri: encodePath(projectPath(result.lint.filePath, result.root)),
    uriBaseId: BASE,
  };
  return {
    ruleId,
    ruleIndex,
    level: message.severity === 2 ? 'error' : 'warning',
    message: { text: message.message },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(message) } }],
    partialFingerprints: { primaryLocationLineHash: fingerprint(result, finding) },
    ...(message.fix && { fixes: [describeFix(message.fix, artifactLocation)] }),
  };
}

/** GitHub shows no finding without a place. */
function regionOf({ line, column, endLine, endColumn }: Linter.LintMessage): object {
  if (line < 1) return { startLine: 1 };
  const end = endLine === undefined || endColumn === undefined ? {} : { endLine, endColumn };
  return { startLine: line, startColumn: Math.max(column, 1), ...end };
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
