import path from 'node:path';

import { isInside } from '../../files/expand-path.ts';
import { toPosix } from '../../files/posix.ts';
import { pageAddress } from '../../page-address.ts';
import { dependencyOf, type InitPackage, statedMajor, statePackages } from '../dependencies.ts';
import type { Note, PartPlan } from '../part.ts';
import { type InitProject, isTypeScript, type TestedPackage } from '../project.ts';
import { type ConfigHome, configHomes, flatConfigAbove, manifestsUp, otherLinter } from './config-homes.ts';
import { newConfig } from './new-config.ts';

/** The oldest ESLint that the plugin works with. */
const OLDEST = 9;

/**
 * Plans the configuration of ESLint: the preset is added to what is there, or a configuration is made.
 *
 * @param isAsked Whether the user named this part: then it is also made where the project has no use for it.
 */
export async function planEslint(project: InitProject, isAsked: boolean): Promise<PartPlan> {
  const files: string[] = [];
  const notes: Note[] = [];
  const homes = configHomes(project);
  for (const home of homes) {
    const planned = await planHome(home, { project, isAsked, homes });
    files.push(...planned.files);
    notes.push(...planned.notes);
  }
  if (homes.length === 0) {
    const planned = planPython(project, isAsked);
    files.push(...planned.files);
    notes.push(...planned.notes);
  }
  return { part: 'eslint', files: [...new Set(files)], notes };
}

type Planned = Omit<PartPlan, 'part'>;

interface Situation {
  readonly project: InitProject;
  readonly isAsked: boolean;
  /** All that there is to plan. */
  readonly homes: readonly ConfigHome[];
}

async function planHome(home: ConfigHome, situation: Situation): Promise<Planned> {
  const { project, homes } = situation;
  switch (home.kind) {
    case 'flat':
      return planExisting(home, project);
    case 'legacy':
      return { files: [], notes: [legacyNote(home.file, project)] };
    case 'none': {
      const tooOld = tooOldNote('package.json', home.folder, project);
      if (tooOld) return { files: [], notes: [tooOld] };
      // A flat configuration above those of the older kind has ESLint ignore them.
      const hidesOthers = homes.some(({ kind }) => kind === 'legacy');
      return hidesOthers ? { files: [], notes: [] } : planNew(home, situation);
    }
  }
}

async function planExisting(
  { file, packages }: Extract<ConfigHome, { kind: 'flat' }>,
  project: InitProject,
): Promise<Planned> {
  const { root, files } = project;
  const shown = toPosix(path.relative(root, file));
  const folder = path.dirname(file);
  const tooOld = tooOldNote(shown, folder, project);
  if (tooOld) return { files: [], notes: [tooOld] };
  // Loaded late: ts-morph takes longer to load than all else.
  const { addPreset, PLUGIN } = await import('./add-preset.ts');
  const before = files.read(file);
  const added = addPreset(before, file);
  const notes = notesOn(packages, { text: before, file, project });
  if (added.kind === 'present')
    return { files: [], notes: [{ kind: 'present', text: `${shown} has the plugin` }] };
  if (added.kind === 'manual') {
    const { line, column, reason, snippet } = added;
    const text = `${shown}:${String(line)}:${String(column)}: ${reason}. Write there:`;
    return { files: [], notes: [{ kind: 'manual', text, snippet }, ...notes] };
  }
  files.edit(file, added.text);
  const stated = statePackages(folder, ['eslint', PLUGIN, 'cogniverse-codemod'], project);
  return { files: [file, ...(stated === undefined ? [] : [stated])], notes };
}

function tooOldNote(shown: string, folder: string, project: InitProject): Note | undefined {
  const major = statedMajor('eslint', folder, project);
  if (major === undefined || major >= OLDEST) return undefined;
  const what = `ESLint ${String(major)} is too old for the plugin`;
  return { kind: 'manual', text: `${shown}: ${what}; update it to 9 or 10, and run init again` };
}

/** Modules that a configuration can import without getting a parser for TypeScript. */
const WITHOUT_PARSER =
  /^(?:\.|node:|eslint\/|globals$|@eslint\/|eslint-plugin-|eslint-config-prettier|typescript$)/;

/** What an existing configuration may leave out. */
function notesOn(
  packages: readonly TestedPackage[],
  { text, file, project }: { readonly text: string; readonly file: string; readonly project: InitProject },
): readonly Note[] {
  const shown = toPosix(path.relative(project.root, file));
  const hasTypeScript = packages.some(({ tests }) => tests.some(isTypeScript));
  const imported = [...text.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*["']([^"']+)["']/g)].map(
    ([, name = '']) => name,
  );
  // Configurations of others may bring the parser.
  const readsTypeScript =
    /typescript|\bts\b|\.ts\b/i.test(text) || imported.some((name) => !WITHOUT_PARSER.test(name));
  const notes: Note[] = [];
  if (hasTypeScript && !readsTypeScript) {
    const where = pageAddress('eslint.md#javascript-and-typescript');
    notes.push({ kind: 'manual', text: `${shown} names no parser for the tests in TypeScript: ${where}` });
  }
  if (project.pytest.some(({ directory }) => isInside(directory, path.dirname(file)))) {
    const where = pageAddress('eslint.md#python');
    const text =
      `Python is not added to ${shown}, whose other rules would be run on it; ` +
      `check looks at it anyway. By hand: ${where}`;
    notes.push({ kind: 'skipped', text });
  }
  return notes;
}

function legacyNote(file: string, { root }: InitProject): Note {
  const shown = toPosix(path.relative(root, file));
  const migrate = path.basename(file) === 'package.json' ? '' : ` (npx @eslint/migrate-config ${shown})`;
  return {
    kind: 'manual',
    text:
      `${shown} configures ESLint in the older way, which the plugin can't be used with: ` +
      `make it a flat configuration${migrate}, and run init again. The command check does without`,
  };
}

function planNew(
  { folder, packages }: Extract<ConfigHome, { kind: 'none' }>,
  { project, isAsked }: Situation,
): Planned {
  const linter = otherLinter(folder, project);
  if (linter !== undefined && !isAsked) {
    const how =
      linter === 'oxlint' ? `; oxlint can run the rules too: ${pageAddress('eslint.md#oxlint')}` : '';
    const text =
      `${linter} lints this project, and check needs no ESLint${how}. ` +
      'With --only eslint, init makes a configuration';
    return { files: [], notes: [{ kind: 'skipped', text }] };
  }
  const tests = packages.flatMap((each) => each.tests);
  const manifests = packages.map(({ owner }) => owner.manifest);
  const isReact = manifests.some((manifest) => manifest.dependsOn(['react', 'preact', 'solid-js', 'next']));
  const python = project.pytest.filter(({ directory }) => isInside(directory, folder));
  const hasTypeScript = tests.some(isTypeScript);
  // Of an ESLint that the project has already, nobody knows whether it can read them.
  const hasEslint = manifestsUp(folder, project.root).some((each) => each.rangeOf('eslint') !== undefined);
  const text = newConfig({
    hasTypeScript,
    hasJsx: isReact || tests.some((file) => file.endsWith('.jsx')),
    hasJavaScript: true,
    hasPython: python.length > 0,
    ignoresGitIgnored: !hasEslint && project.files.has(path.join(folder, '.gitignore')),
  });
  return makeConfig(folder, text, hasTypeScript ? ['typescript-eslint', 'typescript'] : [], project);
}

function makeConfig(
  folder: string,
  text: string,
  more: readonly InitPackage[],
  project: InitProject,
): Planned {
  const isModule = manifestsUp(folder, project.root)[0]?.isModule === true;
  const file = path.join(folder, `eslint.config.${isModule ? 'js' : 'mjs'}`);
  project.files.create(file, text);
  const stated = statePackages(
    folder,
    ['eslint', 'eslint-plugin-cogniverse', 'cogniverse-codemod', ...more],
    project,
  );
  return { files: [file, ...(stated === undefined ? [] : [stated])], notes: [] };
}

/** A project without a package: ESLint is of use in its editor, which is for its author to say. */
function planPython(project: InitProject, isAsked: boolean): Planned {
  const { folder, root, files } = project;
  if (!isAsked) {
    const text =
      'check needs no ESLint. To see findings in the editor, init --only eslint makes a configuration';
    return { files: [], notes: [{ kind: 'skipped', text }] };
  }
  const existing = flatConfigAbove(folder, project);
  if (existing !== undefined) {
    const shown = toPosix(path.relative(root, existing));
    const hasPlugin = files.read(existing).includes('eslint-plugin-cogniverse');
    const note: Note = hasPlugin
      ? { kind: 'present', text: `${shown} has the plugin` }
      : { kind: 'manual', text: `${shown} is there; how to add Python to it: ${pageAddress('eslint.md#python')}` };
    return { files: [], notes: [note] };
  }
  const hasPython = project.pytest.length > 0;
  const hasIgnores = files.has(path.join(folder, '.gitignore'));
  const config = {
    hasTypeScript: false,
    hasJsx: false,
    hasJavaScript: !hasPython,
    hasPython,
    ignoresGitIgnored: hasIgnores,
  };
  const manifest = path.join(folder, 'package.json');
  const needed = ['cogniverse-codemod', 'eslint', 'eslint-plugin-cogniverse'] as const;
  const dependencies = needed.map(dependencyOf).map(({ name, version }) => [name, `^${version}`] as const);
  const data = { private: true, type: 'module', devDependencies: Object.fromEntries(dependencies) };
  files.create(manifest, `${JSON.stringify(data, undefined, 2)}\n`);
  const file = path.join(folder, 'eslint.config.js');
  files.create(file, newConfig(config));
  return { files: [file, manifest], notes: [] };
}
