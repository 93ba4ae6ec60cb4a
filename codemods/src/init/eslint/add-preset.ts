import { parseSource } from 'eslint-plugin-cogniverse/registration';
import { Node, Project, type SourceFile } from 'ts-morph';

import { applyEdits, type Edit, insertion } from '../../setup/module/edit.ts';
import { type TextStyle, textStyle } from '../../setup/module/text-style.ts';
import { placeOf, splitMark } from '../../setup/text/splice.ts';
import { appendItem, declares, itemsOf } from './append-item.ts';
import { importPlugin } from './import-plugin.ts';
import { type PresetPlace, presetPlace } from './preset-place.ts';

/** What came of adding the preset to a configuration of ESLint. */
export type AddedPreset =
  | { readonly kind: 'edited'; readonly text: string }
  /** The configuration loads the plugin already. */
  | { readonly kind: 'present' }
  /** Its author has to do it; the reason is a clause. */
  | {
      readonly kind: 'manual';
      readonly line: number;
      readonly column: number;
      readonly reason: string;
      readonly snippet: string;
    };

/** The plugin that configurations load. */
export const PLUGIN = 'eslint-plugin-cogniverse';
const PRESET = 'configs.recommended';

/**
 * Adds the preset to the text of a flat configuration, whatever shape it has. Nothing is written or run.
 *
 * @param text The whole text, with its byte order mark if it has one.
 * @param fileName Its name or path, which tells the language.
 */
export function addPreset(text: string, fileName: string): AddedPreset {
  const { mark, body } = splitMark(text);
  if (new RegExp(`(["'])${PLUGIN}\\1`).test(body)) return { kind: 'present' };
  if (!parseSource(fileName, body))
    return manual(body, 0, { reason: 'it has a syntax error', name: 'cogniverse' });
  const file = openFile(body, fileName);
  const name = declares(file, 'cogniverse') ? 'cogniversePlugin' : 'cogniverse';
  const place = presetPlace(file);
  const style = textStyle(file);
  const edits = editsAt(place, `${name}.${PRESET}`, style);
  if (!edits) return manual(body, place.node.getStart(), { reason: reasonOf(place), name });
  const output = applyEdits(body, [...importPlugin(file, { name, module: PLUGIN }, style), ...edits]);
  if (!parseSource(fileName, output)) {
    return manual(body, place.node.getStart(), { reason: 'no edit would leave it valid', name });
  }
  return { kind: 'edited', text: mark + output };
}

function openFile(body: string, fileName: string): SourceFile {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true },
  });
  return project.createSourceFile(`/${/[^/\\]*$/.exec(fileName)?.[0] ?? ''}`, body);
}

function editsAt(place: PresetPlace, preset: string, style: TextStyle): readonly Edit[] | undefined {
  switch (place.kind) {
    case 'array':
    case 'call': {
      const items = itemsOf(place.node);
      const isSpread = !place.isFlattened || items.some((item) => Node.isSpreadElement(item));
      const item = isSpread ? `...${preset}` : preset;
      const missing = place.kind === 'call' ? Math.max(place.leading - items.length, 0) : 0;
      return appendItem(place.node, [...Array<string>(missing).fill('{}'), item].join(', '), style);
    }
    case 'object':
      return around(place.node, `, ...${preset}]`);
    case 'imported':
      // One configuration or a list of them.
      return around(place.node, `, ${preset}].flat()`);
    case 'unknown':
      return undefined;
  }
}

function around(node: Node, end: string): readonly Edit[] {
  return [insertion(node.getStart(), '['), insertion(node.getEnd(), end)];
}

function reasonOf(place: PresetPlace): string {
  return place.kind === 'unknown' ? place.reason : 'it is not clear where';
}

function manual(
  body: string,
  offset: number,
  { reason, name }: { readonly reason: string; readonly name: string },
): AddedPreset {
  const snippet = `import ${name} from '${PLUGIN}';\n\n...${name}.${PRESET},`;
  return { kind: 'manual', ...placeOf(body, offset), reason, snippet };
}
