import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import type { Node } from 'jsonc-parser';

import { isRecord } from '../is-record.ts';
import { LIST_KEY, listsSetup } from './list-key.ts';
import type { ModuleResult } from './module/index.ts';
import { setupEntry } from './registration.ts';
import { insertProperty, listInstead, prependElement } from './text/edit-json.ts';
import { offsetOf, pairOf, parseYamlMap, prependYaml, yamlData, YamlError } from './text/edit-yaml.ts';
import { dataOf, JsonError, LENIENT, parseJson, propertiesOf, propertyOf, STRICT } from './text/json-tree.ts';
import { applySplices, placeOf, type Splice, splitMark } from './text/splice.ts';

/** The runners that can be configured in JSON. */
type ListRunner = keyof typeof LIST_KEY;

/**
 * Registers the set-up in a JSON file.
 *
 * @param way The keys that lead to the configuration's object.
 */
export function registerInJson(
  text: string,
  file: string,
  runner: ListRunner,
  way: readonly string[],
): ModuleResult {
  const { mark, body } = splitMark(text);
  const isPackage = path.basename(file) === 'package.json';
  let tree: Node;
  try {
    tree = parseJson(body, isPackage ? STRICT : LENIENT);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return manual(runner, error, error.message);
  }
  const config = nodeAt(tree, way);
  if (config?.type !== 'object') return manual(runner, { line: 1, column: 1 }, 'it holds no object');
  const folder = path.dirname(file);
  const missing = configsIn(config, runner).filter((node) => !isRegistered(node, runner, folder));
  if (missing.length === 0) return { kind: 'present' };
  const splices: Splice[] = [];
  for (const node of missing) {
    const list = propertyOf(node, LIST_KEY[runner])?.value;
    const more = listSplices(body, node, list, runner, isPackage);
    if (!more) return manual(runner, placeOf(body, list?.offset ?? 0), `\`${LIST_KEY[runner]}\` is no list`);
    splices.push(...more);
  }
  const edited = applySplices(body, splices);
  if (!isEditedAsMeant(tree, missing, edited, runner)) {
    return manual(runner, placeOf(body, config.offset), 'the file is laid out in an unusual way');
  }
  return { kind: 'edited', text: mark + edited, certain: true };
}

function nodeAt(tree: Node, way: readonly string[]): Node | undefined {
  return way.reduce<Node | undefined>((node, key) => propertyOf(node, key)?.value, tree);
}

/**
 * The configurations that tests are run by: those of a list of projects, which take nothing of this from the one
 * that holds them, without those that other programs than Jest run.
 */
function configsIn(config: Node, runner: ListRunner): readonly Node[] {
  const projects = runner === 'jest' ? propertyOf(config, 'projects')?.value : undefined;
  if (projects?.type !== 'array') return [config];
  return (projects.children ?? []).filter((project) => {
    const program: unknown = propertyOf(project, 'runner')?.value.value;
    return (
      project.type === 'object' && (typeof program !== 'string' || /jest-(?:circus|runner$)/.test(program))
    );
  });
}

function isRegistered(config: Node, runner: ListRunner, folder: string): boolean {
  const list = propertyOf(config, LIST_KEY[runner])?.value;
  const listed = list && dataOf(list);
  return listsSetup(Array.isArray(listed) ? listed : [listed], runner, folder);
}

/** Whether the edited text holds the data of the old one, with the set-up in the lists of these nodes. */
function isEditedAsMeant(tree: Node, nodes: readonly Node[], edited: string, runner: ListRunner): boolean {
  const wanted = copyWith(tree, nodes, runner);
  return isDeepStrictEqual(copyWith(parseJson(edited, LENIENT), [], runner), wanted);
}

function copyWith(node: Node, nodes: readonly Node[], runner: ListRunner): unknown {
  if (node.type === 'array') return (node.children ?? []).map((child) => copyWith(child, nodes, runner));
  if (node.type !== 'object') return dataOf(node);
  const entries = propertiesOf(node).map(({ key, value }) => [key, copyWith(value, nodes, runner)] as const);
  const copy: Record<string, unknown> = Object.fromEntries(entries);
  if (nodes.includes(node)) copy[LIST_KEY[runner]] = withSetup(copy[LIST_KEY[runner]], runner);
  return copy;
}

function listSplices(
  body: string,
  config: Node,
  list: Node | undefined,
  runner: ListRunner,
  isExpanded: boolean,
): readonly Splice[] | undefined {
  const entry = setupEntry(runner);
  const key = LIST_KEY[runner];
  if (!list) return insertProperty(body, config, { key, value: [entry] });
  if (list.type === 'array') return prependElement(body, list, entry);
  if (list.type === 'string') return listInstead(body, list, entry, isExpanded);
  if (list.type !== 'null') return undefined;
  return [{ start: list.offset, end: list.offset + list.length, text: `["${entry}"]` }];
}

function withSetup(listed: unknown, runner: ListRunner): readonly unknown[] {
  const others: readonly unknown[] = Array.isArray(listed)
    ? listed
    : listed === undefined || listed === null
      ? []
      : [listed];
  return [setupEntry(runner), ...others];
}

/** Registers the set-up with Mocha in a YAML file. */
export function registerInYaml(text: string, file: string): ModuleResult {
  const { mark, body } = splitMark(text);
  const key = LIST_KEY.mocha;
  try {
    const map = parseYamlMap(body);
    const data = yamlData(body);
    const listed = isRecord(data) ? data[key] : undefined;
    if (listsSetup(Array.isArray(listed) ? listed : [listed], 'mocha', path.dirname(file)))
      return { kind: 'present' };
    const pair = pairOf(map, key);
    const place = pair ? placeOf(body, offsetOf(pair)) : { line: 1, column: 1 };
    const splices = prependYaml(body, map, key, setupEntry('mocha'));
    if (typeof splices === 'string') return manual('mocha', place, splices, true);
    const edited = applySplices(body, splices);
    const wanted = { ...(isRecord(data) && data), [key]: withSetup(listed, 'mocha') };
    if (!isDeepStrictEqual(yamlData(edited), wanted)) {
      return manual('mocha', place, 'the file is laid out in an unusual way', true);
    }
    return { kind: 'edited', text: mark + edited, certain: true };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return manual('mocha', { line: 1, column: 1 }, error.message, true);
  }
}

function manual(
  runner: ListRunner,
  { line, column }: { readonly line: number; readonly column: number },
  reason: string,
  isYaml = false,
): ModuleResult {
  const [key, entry] = [LIST_KEY[runner], setupEntry(runner)];
  const snippet = isYaml ? `${key}:\n  - '${entry}'` : `"${key}": ["${entry}"]`;
  return { kind: 'manual', line, column, snippet, reason };
}
