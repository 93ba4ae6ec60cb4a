import type { TextEdit } from 'eslint-plugin-cogniverse/editing';

import type { Finding, StructuralCodemod, StructuralEdit, StructuralFile } from '../codemod.ts';
import { SETUP_PACKAGE } from '../../setup/registration.ts';
import { namedImport } from '../named-import.ts';
import { constructionOf } from './construction.ts';
import { judge, type Judging, type Manageable } from './judge.ts';
import { managedCalls } from './managed-calls.ts';
import { managedCall } from './options.ts';
import { Sites } from './sites.ts';
import { outsideOfTests } from './test-code.ts';
import { mayHaveCompany } from './together.ts';
import { Waiting } from './waiting.ts';
import { importChanges } from './worker-import.ts';

const NAME = 'managedWorker';

/** Makes workers that tests make by hand managed ones, which end with their test or file. */
export const manageThreads: StructuralCodemod = { rule: 'no-manual-threads', edit };

function edit(file: StructuralFile): StructuralEdit {
  const { linted, findings, unsafe } = file;
  const left = new Map<Finding, string>();
  const sites = new Sites(linted);
  const judging: Judging = { file: linted, sites, waiting: new Waiting(linted, sites), unsafe };
  const judged = new Map<Finding, Manageable>();
  const outside = outsideOfTests(linted);
  for (const finding of findings) {
    const construction = constructionOf(finding.node, linted);
    const verdict =
      typeof construction === 'string' ? construction : (outside ?? judge(construction, judging));
    if (typeof verdict === 'string') left.set(finding, verdict);
    else judged.set(finding, verdict);
  }
  const manageable = [...judged.values()];
  const named = namedImport(
    linted,
    SETUP_PACKAGE,
    NAME,
    manageable.map(({ construction }) => construction),
  );
  const edits: TextEdit[] = [];
  const replaced: Manageable[] = [];
  const company = { manageable, managed: managedCalls(linted, SETUP_PACKAGE, NAME) };
  for (const [finding, worker] of judged) {
    const isConcurrent = mayHaveCompany(worker, company, judging);
    const call =
      named.kind === 'impossible'
        ? named.reason
        : managedCall(worker.construction, named.local, isConcurrent, file);
    if (typeof call === 'string') {
      left.set(finding, call);
    } else {
      edits.push(...call);
      replaced.push(worker);
    }
  }
  if (named.kind === 'imported' && replaced.length > 0) {
    edits.push(
      ...importChanges(
        replaced.map(({ construction }) => construction),
        named,
        SETUP_PACKAGE,
        file,
      ),
    );
  }
  return { edits, left };
}
