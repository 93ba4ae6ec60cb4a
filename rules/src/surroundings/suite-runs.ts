import path from 'node:path';

import { oncePer } from '../resolve/once-per.ts';
import { runsInImage } from './dockerfile.ts';
import { runsInWorkflow } from './github.ts';
import { runsInPipeline } from './gitlab.ts';
import type { SuiteRun } from './suite-run.ts';
import { surroundingsKind } from './surroundings-kind.ts';

/** A file as rules see it, whatever language ESLint read it in. */
interface TextFile {
  readonly sourceCode: { readonly text: string };
  readonly physicalFilename: string;
}

/** What was found in a text, by the file that it was taken for: each rule asks anew. */
const known = oncePer<TextFile['sourceCode'], Map<string, readonly SuiteRun[]>>(() => new Map());

/** The runs of suites that a CI workflow or an image makes; none in other files. */
export function suiteRunsOf({ sourceCode, physicalFilename: file }: TextFile): readonly SuiteRun[] {
  const runs = known(sourceCode).get(file) ?? readRuns(sourceCode.text, file);
  known(sourceCode).set(file, runs);
  return runs;
}

function readRuns(text: string, file: string): readonly SuiteRun[] {
  if (!path.isAbsolute(file)) return [];
  const folder = path.dirname(file);
  switch (surroundingsKind(file)) {
    case 'workflow':
      return runsInWorkflow(text, path.resolve(folder, '../..'));
    case 'pipeline':
      return runsInPipeline(text, folder);
    case 'image':
      return runsInImage(text, folder);
    default:
      return [];
  }
}
