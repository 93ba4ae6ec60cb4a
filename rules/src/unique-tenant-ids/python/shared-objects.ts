import type { Definition, Py } from '@cogniverse/eslint-python';

import { assignedValues } from '../../resolve/python/assigned-values.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import type { FixtureClosure } from '../../resolve/python/fixture-closure.ts';
import type { PlacedFixture } from '../../resolve/python/fixture-lookup.ts';
import { isFunction } from '../../resolve/python/functions.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { ancestorsOf, pythonNodesIn } from '../../resolve/python/walk.ts';
import { wordsOf } from '../id-names.ts';
import { callIn, namesIn, rootOf } from './calls.ts';
import { cleansUp } from './clean-up.ts';
import { namesFake } from './played.ts';
import type { Given } from './reached-calls.ts';

const WIDE = new Set(['class', 'module', 'package', 'session']);
/** What has a fixture make something that no other test has. */
const OWN =
  /\b(?:uuid\d?|unique_id|tmp_path|tmpdir|tempfile|token_hex|randint|time_ns|TemporaryDirectory)\b/;
/** What functions without an object do with what is kept elsewhere. */
const KEEPING = new Set([
  ...['add', 'insert', 'memorize', 'persist', 'put', 'remember', 'save', 'store', 'upsert', 'write'],
  ...['count', 'delete', 'fetch', 'find', 'get', 'list', 'load', 'lookup', 'query', 'read', 'recall'],
  ...['retrieve', 'search'],
]);
const SETUP_ONCE = /^(?:async)?set_?up_?(?:class|module)$/i;
const MAX_DEPTH = 4;

/** Tells what outlives a test: what was made once for several, and what is made of that. */
export class SharedObjects {
  readonly #source: PythonSource;
  readonly #fixtures: readonly PlacedFixture[];
  readonly #given: Given;

  /** @param given - What the functions are given that the expressions stand in. */
  constructor(source: PythonSource, closure: FixtureClosure, given: Given) {
    this.#source = source;
    this.#given = given;
    this.#fixtures = closure.fixtures;
  }

  /** Whether the thing that an expression begins with is there for more than one test. */
  has(expression: Py.expr, depth = 0): boolean {
    const root = rootOf(expression);
    if (root.nodeType !== 'Name' || depth > MAX_DEPTH || namesFake(namesIn(expression))) return false;
    const definitions = definitionsAt(root, this.#source) ?? [];
    const [definition, ...others] = definitions;
    if (!definition || others.length > 0) return false;
    switch (definition.kind) {
      case 'import':
      case 'import-from':
        return this.#isImportedObject(root);
      case 'parameter': {
        const value = this.#given.get(definition.name);
        if (value) return isReference(value) && this.has(value, depth + 1);
        return this.#isSharedParameter(definition, expression, depth);
      }
      case 'assignment':
      case 'annotated':
      case 'with':
        return this.#isSharedValue(definition, depth);
      default:
        return false;
    }
  }

  /** A module, an instance, or a function that stores or looks up; another one, or a class, makes something. */
  #isImportedObject(root: Py.Name): boolean {
    const isCalled = root.parent?.nodeType === 'Call' && root.parent.func === root;
    if (isCalled && !keeps(root.id)) return false;
    return !/^_*[A-Z]/.test(root.id) && originsOf(root, this.#source).length > 0;
  }

  #isSharedParameter({ name }: Definition, expression: Py.expr, depth: number): boolean {
    const fn = name.parent?.parent;
    if (name.nodeType !== 'arg' || !isFunction(fn)) return false;
    const isSelf = fn.parent?.nodeType === 'ClassDef' && fn.args.args[0] === name;
    if (isSelf) return this.#isSharedAttribute(namesIn(expression)[1], fn.parent, depth);
    return this.#isSharedFixture(name.arg, undefined, depth);
  }

  /** `cls.store = …` in `setup_class`, or `store = …` in the class. */
  #isSharedAttribute(attribute: string | undefined, owner: Py.Node | null, depth: number): boolean {
    if (attribute === undefined || owner?.nodeType !== 'ClassDef') return false;
    const values = [...pythonNodesIn(owner)].flatMap((node) => {
      if (node.nodeType !== 'Assign') return [];
      const [target] = node.targets;
      const isAttribute = target?.nodeType === 'Attribute' && target.attr === attribute;
      const isOfClass = target?.nodeType === 'Name' && target.id === attribute && node.parent === owner;
      return isAttribute || isOfClass ? [node] : [];
    });
    return (
      values.length > 0 &&
      values.every((node) => {
        const around = [...ancestorsOf(node)].find(isFunction);
        const call = callIn(node.value);
        if (!call || namesFake(namesIn(call.func))) return false;
        return !around || SETUP_ONCE.test(around.name) || this.#isMadeOfShared(call, depth);
      })
    );
  }

  #isSharedFixture(name: string, asking: PlacedFixture | undefined, depth: number): boolean {
    const fixture = this.#fixtures.find((known) => known.name === name && known !== asking);
    if (!fixture || depth > MAX_DEPTH || namesFake([name])) return false;
    const text = fixture.source.text.slice(...fixture.node.range);
    if (/\b(?:Mock|MagicMock|AsyncMock|patch|Fake\w*|InMemory\w*)\b/.test(text)) return false;
    if (fixture.scope !== undefined && WIDE.has(fixture.scope)) return true;
    if (fixture.scope !== 'function' || OWN.test(text) || cleansUp(fixture.node)) return false;
    const { args } = fixture.node.args;
    return args.some(({ arg }) => arg !== 'self' && this.#isSharedFixture(arg, fixture, depth + 1));
  }

  #isSharedValue(definition: Definition, depth: number): boolean {
    const { node } = definition;
    const [value] = node.nodeType === 'withitem' ? [node.context_expr] : (assignedValues(definition) ?? []);
    const call = callIn(value);
    if (!value || (call && namesFake(namesIn(call.func)))) return false;
    const around = [...ancestorsOf(node)].find(isFunction);
    if (!around) return call !== undefined && !call.args.some((argument) => namesFake(namesIn(argument)));
    return call ? this.#isMadeOfShared(call, depth) : this.has(value, depth + 1);
  }

  /** Whether a call gives what another shared thing holds, or what is made of one. */
  #isMadeOfShared(call: Py.Call, depth: number): boolean {
    const given = [...call.args, ...call.keywords.map(({ value }) => value)];
    const isOfShared = call.func.nodeType === 'Attribute' && !/^_*[A-Z]/.test(namesIn(call.func)[0] ?? '');
    return (
      (isOfShared && this.has(call.func, depth + 1)) ||
      given.some((value) => isReference(value) && this.has(value, depth + 1))
    );
  }
}

/** Whether the name of a function says that it stores something, or gives what is stored. */
function keeps(name: string): boolean {
  return KEEPING.has(wordsOf(name)[0] ?? '');
}

function isReference({ nodeType }: Py.expr): boolean {
  return nodeType === 'Name' || nodeType === 'Attribute';
}
