import type { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

import { yaml } from './parsers.ts';
import { suiteRunsIn, type ScriptRun } from './script.ts';
import type { Edit, Setting } from './suite-run.ts';

/** A YAML file: its text, and the map that it holds. */
export interface YamlFile {
  readonly text: string;
  readonly document: Document;
  readonly map: YAMLMap;
}

/** Whether a value is a map of YAML. */
export function isMap(value: unknown): value is YAMLMap {
  return yaml().isMap(value);
}

/** Whether a value is a list of YAML. */
export function isSeq(value: unknown): value is YAMLSeq {
  return yaml().isSeq(value);
}

/** Whether a value is a text, number or the like in YAML. */
export function isScalar(value: unknown): value is Scalar {
  return yaml().isScalar(value);
}

/** Reads a file that holds a map; `undefined` where it holds nothing of the kind, or is not valid. */
export function readYaml(text: string): YamlFile | undefined {
  const { LineCounter, parseDocument } = yaml();
  const document = parseDocument(text, { merge: true, lineCounter: new LineCounter(), logLevel: 'silent' });
  const { contents, errors } = document;
  return errors.length === 0 && isMap(contents) ? { text, document, map: contents } : undefined;
}

/** The pair of a key that stands in a map itself. */
export function pairOf(map: YAMLMap | undefined, key: string): Pair | undefined {
  return map?.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** The part of a file by which aliases are resolved. */
type Resolving = Pick<YamlFile, 'document'>;

function resolved(value: unknown, { document }: Resolving): unknown {
  return yaml().isAlias(value) ? value.resolve(document) : value;
}

/** The value of a key, wherever an alias leads. */
export function valueOf(map: YAMLMap | undefined, key: string, file: Resolving): unknown {
  return resolved(pairOf(map, key)?.value, file);
}

/** The map under a key. */
export function mapOf(map: YAMLMap | undefined, key: string, file: YamlFile): YAMLMap | undefined {
  const value = valueOf(map, key, file);
  return isMap(value) ? value : undefined;
}

/** The text under a key; of a number or boolean what stands there. */
export function textOf(map: YAMLMap | undefined, key: string, file: YamlFile): string | undefined {
  const value = valueOf(map, key, file);
  const data: unknown = isScalar(value) ? value.value : undefined;
  return ['string', 'number', 'boolean'].includes(typeof data) ? String(data) : undefined;
}

/** The names of the variables in a map; `undefined` where it is computed or merged from elsewhere. */
export function variablesIn(map: YAMLMap | undefined, key: string, file: YamlFile): readonly string[] | undefined {
  const pair = pairOf(map, key);
  if (!pair) return [];
  const value = valueOf(map, key, file);
  if (isScalar(value) && value.value === null) return [];
  if (!isMap(value)) return undefined;
  // As data, what is merged into it has its place.
  const data: unknown = value.toJS(file.document);
  return typeof data === 'object' && data !== null ? Object.keys(data) : [];
}

/** The scripts that a value holds: a text, or a list of texts. */
export function scriptsOf(value: unknown, file: Resolving): readonly Scalar[] {
  const stated = resolved(value, file);
  if (isScalar(stated)) return typeof stated.value === 'string' ? [stated] : [];
  return isSeq(stated) ? stated.items.flatMap((item) => scriptsOf(item, file)) : [];
}

/** The runs of suites in a script that stands in a file, with their offsets there. */
export function runsInScalar(scalar: Scalar, folder: string, { text }: YamlFile): readonly ScriptRun[] {
  const script = String(scalar.value);
  return suiteRunsIn(script, folder).map((run) => {
    const [start, end] = offsetsIn(scalar, run, text);
    return { ...run, start, end };
  });
}

/** A literal block's lines are those of its value, with an indentation; of other texts the whole is meant. */
function offsetsIn(scalar: Scalar, run: ScriptRun, text: string): readonly [start: number, end: number] {
  const [from, to] = scalar.range ?? [0, 0];
  const value = String(scalar.value);
  if (scalar.type !== 'BLOCK_LITERAL') {
    const isVerbatim = text.slice(from, from + value.length) === value;
    return isVerbatim ? [from + run.start, from + run.end] : [from, to];
  }
  const before = value.slice(0, run.start);
  const line = before.split('\n').length;
  let at = from;
  for (let count = 0; count < line; count += 1) at = text.indexOf('\n', at) + 1;
  const content = value.slice(before.lastIndexOf('\n') + 1).split('\n', 1)[0] ?? '';
  const lineEnd = !text.includes('\n', at) ? text.length : text.indexOf('\n', at);
  const column = text.slice(at, lineEnd).indexOf(content);
  if (column < 0) return [from, to];
  const start = at + column + (before.length - before.lastIndexOf('\n') - 1);
  return [start, Math.min(start + (run.end - run.start), text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd)];
}

/** Puts a line with a key and its value in front of another key of a block map. */
export function insertBefore(pair: Pair | undefined, lines: readonly string[], { text }: YamlFile): Edit | undefined {
  if (!pair || !isScalar(pair.key) || !pair.key.range) return undefined;
  const [at] = pair.key.range;
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const lead = text.slice(lineStart, at);
  // Behind the dash of a list the first key has its indentation from the dash.
  if (!/^[ -]*$/.test(lead)) return undefined;
  const end = text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
  const indent = ' '.repeat(lead.length);
  return { start: at, end: at, text: lines.map((line) => line + end + indent).join('') };
}

/** Sets variables in the map under a key of a block map: in the one that is there, else in a new one. */
export function setVariables(
  owner: YAMLMap,
  key: string,
  settings: readonly Setting[],
  { file, before }: { file: YamlFile; before: Pair | undefined },
): Edit | undefined {
  const lines = settings.map(({ name, value }) => `${name}: ${scalar(value)}`);
  const pair = pairOf(owner, key);
  if (!pair) return insertBefore(before, [`${key}:`, ...lines.map((line) => `  ${line}`)], file);
  const map = isMap(pair.value) && pair.value.flow !== true ? pair.value : undefined;
  return insertBefore(map?.items[0], lines, file);
}

/** A value that YAML reads as the text that it is, for systems that take any scalar for a variable. */
function scalar(value: string): string {
  return /^(?:[\w.-]+)$/.test(value) ? value : JSON.stringify(value);
}
