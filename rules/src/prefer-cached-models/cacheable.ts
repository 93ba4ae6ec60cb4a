import { checkModel } from '@cogniverse/guide';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { weightsLoadOf } from '../models/loads.ts';
import { policyFor } from '../project.ts';
import { isExport, resolveOrigin } from '../resolve/origin.ts';
import type { Source } from '../resolve/source.ts';
import { evaluate } from '../resolve/static-value.ts';
import { contains, enclosingFunction, isFunction, staticName, unwrap } from '../resolve/syntax.ts';
import { nodesIn } from '../resolve/walk.ts';
import { isStable, statedText, statedValues } from './model-key.ts';
import type { Call } from './repeated-loads.ts';
import { endOf } from './results.ts';

const MODULE = '@cogniverse/test-setup';
const NAME = 'getOrLoadModel';

/** A load that gives the same where a cache runs it. */
export interface CacheableLoad {
  readonly call: Call;
  /** The expression in it that names the model. */
  readonly nameAt: TSESTree.Expression;
  /** It is a constructor's, and so what a cache gives has to be waited for where this one is not. */
  readonly isConstructed: boolean;
  /** The name is more than text for types, so that the call has to keep it. */
  readonly isTyped: boolean;
}

/** A file whose loads are judged. */
export interface CacheFile {
  readonly source: Source;
  readonly text: string;
  readonly visitorKeys: TSESLint.SourceCode['visitorKeys'];
}

interface NamedLoad {
  readonly call: Call;
  /** The model's name, where it is stated. */
  readonly name: string | undefined;
  /** How it is loaded, whatever its name. */
  readonly way: string;
}

/** Judges the loads of a file: which of them a cache can run, and why the others must stay. */
export class CacheableLoads {
  readonly #file: CacheFile;
  #loads: readonly NamedLoad[] | undefined;

  constructor(file: CacheFile) {
    this.#file = file;
  }

  /** A load that a cache can run, or why it must stay: a clause. */
  judge(call: Call): CacheableLoad | string {
    const { source } = this.#file;
    const nameAt = weightsLoadOf(call, source, NO_OTHERS)?.nameAt;
    if (!nameAt) return 'the call does not name the model, and a cache knows models by their names';
    if (!isText(nameAt, source)) return 'what names the model is not known to be text';
    const name = this.#nameOf(nameAt);
    const refused = name === undefined ? undefined : refusalOf(name, source);
    return (
      refused ??
      this.#otherArguments(call, nameAt) ??
      this.#otherWay(call, name) ??
      endOf(call, source) ??
      waitFor(call) ??
      {
        call,
        nameAt,
        isConstructed: call.type === 'NewExpression',
        isTyped: isMemberOfTextEnum(nameAt, source),
      }
    );
  }

  /** Whether loads of a file are of the same model, in the same way. */
  areSame(one: Call, other: Call): boolean {
    const [first, second] = [one, other].map((call) => this.#named(call));
    return first?.name === second?.name && first?.way === second?.way;
  }

  #otherArguments(call: Call, nameAt: TSESTree.Expression): string | undefined {
    const { source } = this.#file;
    if (!resolveOrigin(call.callee, source)) return 'what loads the model is not known to be the same each time';
    const isSame = call.arguments.every((argument) => isStated(argument, nameAt, source));
    return isSame ? undefined : 'its options are not known to be the same each time';
  }

  /** Why a name can't be loaded in the way of a call: one name stands for one load. */
  #otherWay(call: Call, name: string | undefined): string | undefined {
    const { way } = this.#named(call);
    this.#loads ??= this.#allLoads();
    const other = this.#loads.find((load) => load.name === name && load.way !== way && load.call !== call);
    if (!other) return undefined;
    const line = other.call.loc.start.line;
    return `line ${line} loads the same model in another way, and a cache keeps one load for each name`;
  }

  #allLoads(): readonly NamedLoad[] {
    const { source, visitorKeys } = this.#file;
    const loads: NamedLoad[] = [];
    for (const node of nodesIn(source.ast, visitorKeys)) {
      if (node.type !== 'CallExpression' && node.type !== 'NewExpression') continue;
      if (weightsLoadOf(node, source, NO_OTHERS)) loads.push(this.#named(node));
    }
    return loads;
  }

  /** What tells a model from others: its name, or the member of an enumeration that stands for it. */
  #nameOf(nameAt: TSESTree.Expression): string | undefined {
    const { source, text } = this.#file;
    const member = isMemberOfTextEnum(nameAt, source) ? text.slice(...nameAt.range) : undefined;
    return statedText(nameAt, source) ?? member;
  }

  #named(call: Call): NamedLoad {
    const { source, text } = this.#file;
    const nameAt = weightsLoadOf(call, source, NO_OTHERS)?.nameAt;
    const given = call.arguments.map((node) => wayOf(node, nameAt, this.#file));
    const way = [call.type, text.slice(...call.callee.range), ...given];
    const name = nameAt && (cachedName(nameAt, call, source) ?? this.#nameOf(nameAt));
    return { call, name, way: JSON.stringify(way) };
  }
}

/** What an argument is, with the place of the model's name left open: the same for the same in another layout. */
function wayOf(argument: TSESTree.Node, nameAt: TSESTree.Node | undefined, file: CacheFile): unknown {
  const node = unwrap(argument);
  if (nameAt && node === unwrap(nameAt)) return null;
  switch (node.type) {
    case 'Literal':
      return node.raw.replaceAll('"', "'");
    case 'ObjectExpression':
      return node.properties.map((property) => {
        if (property.type !== 'Property') return file.text.slice(...property.range);
        const key = staticName(property.key, property.computed) ?? file.text.slice(...property.key.range);
        return [key, wayOf(property.value, nameAt, file)];
      });
    case 'ArrayExpression':
      return node.elements.map((element) => element && wayOf(element, nameAt, file));
    default:
      return file.text.slice(...node.range).replaceAll(/\s+/g, ' ');
  }
}

const NO_OTHERS: ReadonlySet<string> = new Set();

/** The name that `getOrLoadModel(name, load)` hands to a load. */
function cachedName(nameAt: TSESTree.Expression, call: Call, source: Source): string | undefined {
  const fn = enclosingFunction(call);
  const cache = fn?.parent;
  if (!fn || cache?.type !== 'CallExpression' || nameAt.type !== 'Identifier') return undefined;
  const [parameter] = fn.params;
  const origin = resolveOrigin(cache.callee, source);
  const isCached = origin !== undefined && isExport(origin, MODULE, NAME) && cache.arguments[1] === fn;
  const [name] = cache.arguments;
  if (!isCached || !name || parameter?.type !== 'Identifier' || parameter.name !== nameAt.name) return undefined;
  return statedText(name, source);
}

/** Whether an expression is text whatever happens. */
function isText(expression: TSESTree.Expression, source: Source): boolean {
  if (isMemberOfTextEnum(expression, source)) return true;
  const values = statedValues(expression, source);
  const texts = values.filter((value) => value.kind === 'constant' && typeof value.value === 'string');
  if (texts.length === values.length) return values.length > 0;
  // A variable of the environment is text, unless it is missing.
  const others = values.filter((value) => !texts.includes(value));
  return (
    texts.length > 0 &&
    others.every(({ kind, node }) => {
      const origin = kind === 'unknown' ? resolveOrigin(node, source) : undefined;
      return origin?.module === undefined && origin?.path.slice(0, 2).join('.') === 'process.env';
    })
  );
}

/** The models that fastembed names: an enumeration of texts. */
function isMemberOfTextEnum(expression: TSESTree.Expression, source: Source): boolean {
  const origin = resolveOrigin(expression, source);
  return origin?.module === 'fastembed' && origin.path[0] === 'EmbeddingModel' && origin.path.length === 2;
}

function refusalOf(name: string, source: Source): string | undefined {
  const { models } = policyFor(source.file);
  const isRefused = checkModel(name, models).kind === 'denied';
  return isRefused ? `the policy refuses the model ${JSON.stringify(name)}` : undefined;
}

/** Whether an argument is the same each time, but for the name of the model in it. */
function isStated(argument: TSESTree.Node, nameAt: TSESTree.Node, source: Source): boolean {
  const node = unwrap(argument);
  if (node === unwrap(nameAt)) return true;
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.every(
        (property) =>
          property.type === 'Property' && !property.computed && isStated(property.value, nameAt, source),
      );
    case 'ArrayExpression':
      return node.elements.every((element) => element !== null && isStated(element, nameAt, source));
    case 'SpreadElement':
      return false;
    default: {
      if (isFunction(node) || contains(node, nameAt)) return false;
      const values = evaluate(node, source);
      return values.length === 1 && values[0]?.kind === 'constant' ? true : isStable(node, source);
    }
  }
}

/** Why what a cache gives can't be waited for where a constructor's instance stands. */
function waitFor(call: Call): string | undefined {
  if (call.type === 'CallExpression') return undefined;
  const { parent } = call;
  const isPlain =
    (parent.type === 'VariableDeclarator' && parent.init === call) ||
    (parent.type === 'AssignmentExpression' && parent.right === call);
  const fn = enclosingFunction(call);
  const isWaiting = fn?.async === true && contains(fn.body, call);
  return isPlain && isWaiting
    ? undefined
    : 'the instance is made at once, and what a cache gives has to be waited for';
}
