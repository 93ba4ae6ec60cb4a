import { listed, type Paint, shownPath } from '../reporters/text.ts';
import type { DraftChange } from '../setup/draft-files.ts';
import { Manifest } from '../setup/manifest.ts';
import type { Note, PartName } from './part.ts';
import { type InitPlan, installCommand } from './plan-init.ts';
import { isTypeScript, programIn } from './project.ts';

/** What each part is called. */
const TITLES: Readonly<Record<PartName, string>> = {
  eslint: 'ESLint',
  policy: 'Policy',
  hook: 'Hook',
  ci: 'CI',
};

/** One line on what was found of a project, with the folder if it is another than the user's. */
export function foundText({ project: { folder, packages, pytest, runners } }: InitPlan, cwd: string): string {
  const where = folder === cwd ? '' : ` in ${shownPath(folder, cwd)}`;
  const tests = packages.flatMap((each) => each.tests);
  const languages = [
    ...(tests.some(isTypeScript) ? ['TypeScript'] : []),
    ...(tests.some((file) => !isTypeScript(file)) ? ['JavaScript'] : []),
    ...(pytest.length > 0 ? ['Python'] : []),
  ];
  if (languages.length === 0) return `Found no tests yet${where}.`;
  const by = runners.length > 0 ? `, run by ${listed(runners, 'and')}` : '';
  return `Found tests in ${listed(languages, 'and')}${by}${where}.`;
}

/** What there is to tell beside the files, a block for each note. */
export function notesText({ parts }: InitPlan, paint: Paint): readonly string[] {
  return parts.flatMap(({ part, notes }) => notes.map((note) => noteText(TITLES[part], note, paint)));
}

function noteText(title: string, { kind, text, snippet }: Note, paint: Paint): string {
  if (kind !== 'manual') return paint('dim', `${title}: ${text}`);
  const lines =
    snippet === undefined ? [] : snippet.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  return [`${paint('yellow', 'By hand')} ${title}: ${text}`, ...lines].join('\n');
}

/** What to do next, a line for each. */
export function nextSteps(
  plan: InitPlan,
  {
    written,
    declined,
  }: { readonly written: readonly DraftChange[]; readonly declined: readonly DraftChange[] },
): readonly string[] {
  const program = programIn(plan.project);
  const isStated = written.some(({ file }) => file.endsWith('package.json'));
  const left = declined.flatMap((change) =>
    change.file.endsWith('package.json') ? addedPackages(change) : [],
  );
  return [
    ...(left.length > 0 ? [`Install what the files need: ${left.join(' ')}`] : []),
    ...(isStated ? [`Now run ${installCommand(plan)}`] : []),
    `${program} check shows what is wrong; ${program} setup registers the run-time set-up`,
  ];
}

function addedPackages({ file, before, after }: DraftChange): readonly string[] {
  const known =
    before === undefined ? new Set() : new Set(new Manifest(file, before).texts('devDependencies').keys());
  return [...new Manifest(file, after).texts('devDependencies').keys()].filter((name) => !known.has(name));
}
