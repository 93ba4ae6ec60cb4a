import type { Py } from '@cogniverse/eslint-python';

import { defaultOf, keywordOf } from '../../resolve/python/calls.ts';
import { fixtureOf } from '../../resolve/python/fixtures.ts';
import { isFunction, returnedBy, type PyFunction } from '../../resolve/python/functions.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import { elementsOf, parametrizedBy } from '../../resolve/python/parametrize.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import type { PyValue } from '../../resolve/python/static-value.ts';
import { ancestorsOf } from '../../resolve/python/walk.ts';
import { isAnswer } from '../../models/answer-fields.ts';
import { EXPECTED, isOnlyCompared, isSubjectOfTest } from '../../models/python/comparisons.ts';
import { makesMock } from '../../models/python/mocks.ts';
import { namesIn, stringOf } from '../../models/python/syntax.ts';
import type { PythonFindings } from './texts.ts';
import { valuesOf } from '../../models/python/values.ts';

/** What the listeners are made from. */
export interface FieldOptions {
  readonly source: PythonSource;
  readonly findings: PythonFindings;
  /** Whether a name is that of a field that holds a model. */
  readonly holdsModel: (name: string) => boolean;
  /** Whether a call is one of a loader that a mock has taken the place of. */
  readonly isFakeLoad: (call: Py.Call) => boolean;
}

/** Functions and methods that are given a name and its value, or what it is unless set. */
const TAKES_NAME_AND_VALUE = new Set([
  'get',
  'getattr',
  'getenv',
  'object',
  'patch',
  'pop',
  'putenv',
  'set',
  'setattr',
  'setdefault',
  'setenv',
  'setitem',
]);
/** Methods that add an element to a list or set. */
const ADDS = new Set(['add', 'append', 'extend', 'insert']);
/** What a class of data states a default by: `Field('…')`, `field(default='…')`. */
const STATES_DEFAULT = /^(?:Field|field|attrib|ib|Column|mapped_column|PrivateAttr)$/;
/** The option of a command that takes a model. */
const OPTION_WITH_VALUE = /^--?([A-Za-z][\w-]*)=(\S+)$/;
const OPTION = /^--?([A-Za-z][\w-]*)$/;
/** Classes of what a model server answers, which names the model that did: `ollama.ChatResponse`. */
const ANSWER = /(?:Response|Completion|Chunk)$/;

/** Collects what a file gives to arguments, keys, attributes, constants and environment variables that hold a model. */
export class Fields {
  readonly #options: FieldOptions;

  constructor(options: FieldOptions) {
    this.#options = options;
  }

  /** `f(model='…')`. */
  keyword({ arg, value, parent }: Py.keyword): void {
    if (arg === null || parent?.nodeType !== 'Call' || !this.#isField(arg)) return;
    const { source, isFakeLoad } = this.#options;
    const isMocked = makesMock(parent, source) && !namesIn(parent.func).includes('patch');
    if (isMocked || isFakeLoad(parent) || makesAnswer(parent, source)) return;
    this.#add(arg, value, hasRevision(parent.keywords.map((keyword) => [keyword.arg, keyword.value])));
  }

  /** `{'model': '…'}`. */
  dict({ keys, values }: Py.Dict): void {
    const entries = values.map((value, place) => [stringOf(keys[place]) ?? null, value] as const);
    if (isAnswer(entries.map(([name]) => name))) return;
    for (const [name, value] of entries) {
      if (name !== null && this.#isField(name)) this.#add(name, value, hasRevision(entries));
    }
  }

  /** `MODEL = '…'`, `config.model = '…'`, `config['model'] = '…'`. */
  assignment(statement: Py.Assign | Py.AnnAssign | Py.NamedExpr): void {
    const { value } = statement;
    if (!value) return;
    const targets: readonly Py.expr[] =
      statement.nodeType === 'Assign' ? statement.targets : [statement.target];
    for (const target of targets) this.#assign(target, value);
  }

  /** `for model in ['…']`. */
  loop({ target, iter }: Py.For | Py.AsyncFor | Py.comprehension): void {
    for (const name of target.nodeType === 'Tuple' ? target.elts : [target]) {
      if (name.nodeType === 'Name' && this.#isField(name.id))
        this.#addVariable(name, this.#valuesGiven(name, iter, target));
    }
  }

  /** `def f(model='…')`. */
  parameters(parameters: Py.Arguments): void {
    for (const parameter of [...parameters.posonlyargs, ...parameters.args, ...parameters.kwonlyargs]) {
      if (!this.#isField(parameter.arg)) continue;
      const preset = defaultOf(parameter, parameters);
      if (preset) this.#addVariable(parameter, valuesOf(preset, this.#options.source));
    }
  }

  /** A fixture or property whose name says that it is a model returns one. */
  func(func: PyFunction): void {
    const { source, findings } = this.#options;
    const fixture = fixtureOf(func, source);
    const name = fixture?.name ?? func.name;
    const isProperty = func.decorator_list.some((decorator) =>
      (namesIn(decorator).at(-1) ?? '').endsWith('property'),
    );
    if ((!fixture && !isProperty) || !this.#isField(name)) return;
    const place = { kind: 'field', label: name, isPinned: false } as const;
    for (const value of returnedBy(func)) findings.add(valuesOf(value, source), place);
    if (fixture?.params) findings.add(elementsOf(fixture.params, source), place);
  }

  /** `parametrize('model', ['…'])`, `setenv('MODEL', '…')`, `environ.get('MODEL', '…')`, `run(['--model', '…'])`. */
  call(call: Py.Call): void {
    const { source, findings } = this.#options;
    const name = namesIn(call.func).at(-1) ?? '';
    if (name === 'parametrize' || call.func.nodeType === 'Name') {
      const table = parametrizedBy(call, source);
      // What is expected of each model is about that one.
      const isSubject = table.some((given) => EXPECTED.test(given.name));
      for (const given of table) {
        if (isSubject) findings.addSubjects(given.values);
        else this.#addParametrized(given.name, given.values, call);
      }
    }
    if (TAKES_NAME_AND_VALUE.has(name)) this.#addPairs(call);
    if (ADDS.has(name)) this.#addElements(call);
    this.options(call.args);
  }

  /** `models += ['…']`. */
  augmented({ target, value }: Py.AugAssign): void {
    this.#assign(target, value);
  }

  /** The value after the option of a command, or in it: `--model=…`. */
  options(elements: readonly Py.expr[]): void {
    for (const [place, element] of elements.entries()) {
      const [, name, given] = OPTION_WITH_VALUE.exec(stringOf(element) ?? '') ?? [];
      if (name !== undefined && given !== undefined && this.#isField(name) && !isOnlyCompared(element, this.#options.source)) {
        this.#options.findings.addName(element, given, { kind: 'field', label: `--${name}`, isPinned: false }, false);
      }
      const [, option] = OPTION.exec(stringOf(element) ?? '') ?? [];
      const value = elements[place + 1];
      if (option !== undefined && value && this.#isField(option)) this.#add(option, value, false);
    }
  }

  #isField(name: string): boolean {
    return this.#options.holdsModel(name);
  }

  #add(label: string, value: Py.expr, isPinned: boolean): void {
    const { source, findings } = this.#options;
    if (isOnlyCompared(value, source)) return;
    findings.add(valuesOf(statedDefault(value) ?? value, source), { kind: 'field', label, isPinned });
  }

  #assign(target: Py.expr, value: Py.expr): void {
    switch (target.nodeType) {
      case 'Name': {
        const label = this.#isField(target.id) ? target.id : enumOf(target);
        if (label === undefined || !this.#isField(label)) return;
        this.#addVariable(target, valuesOf(statedDefault(value) ?? value, this.#options.source));
        return;
      }
      case 'Attribute':
        if (this.#isField(target.attr)) this.#add(target.attr, value, false);
        return;
      case 'Subscript': {
        const name = stringOf(target.slice);
        if (name !== undefined && this.#isField(name)) this.#add(name, value, false);
        return;
      }
      case 'Tuple':
      case 'List': {
        const values = value.nodeType === 'Tuple' || value.nodeType === 'List' ? value.elts : [];
        for (const [place, part] of target.elts.entries()) {
          const given = values[place];
          if (given && part.nodeType !== 'Starred') this.#assign(part, given);
        }
        return;
      }
      default:
    }
  }

  #valuesGiven(name: Py.Name, iter: Py.expr, target: Py.expr): readonly PyValue[] {
    const { source } = this.#options;
    const place = target.nodeType === 'Tuple' ? target.elts.indexOf(name) : undefined;
    return elementsOf(iter, source, place);
  }

  #addVariable(name: Py.Name | Py.arg, values: readonly PyValue[]): void {
    const { source, findings } = this.#options;
    const label = name.nodeType === 'Name' ? name.id : name.arg;
    const variable = source.scopes.variableOf(name);
    if (variable && isSubjectOfTest(variable, source)) findings.addSubjects(values);
    else findings.add(values, { kind: 'field', label, isPinned: false });
  }

  #addParametrized(name: string, values: readonly PyValue[], call: Py.Call): void {
    if (!this.#isField(name)) return;
    const { findings } = this.#options;
    const parameter = parameterOf(call, name);
    if (parameter) this.#addVariable(parameter, values);
    else findings.add(values, { kind: 'field', label: name, isPinned: false });
  }

  /** `models.append('…')`. */
  #addElements({ func, args }: Py.Call): void {
    const list = func.nodeType === 'Attribute' ? namesIn(func.value).at(-1) : undefined;
    if (list === undefined || !this.#isField(list)) return;
    for (const element of args) this.#add(list, element, false);
  }

  #addPairs(call: Py.Call): void {
    const named = firstKeyword(call, ['name', 'key', 'attribute', 'target']);
    const given = firstKeyword(call, ['value', 'new', 'default']);
    const pairs = call.args.map((argument, place) => [argument, call.args[place + 1] ?? given] as const);
    for (const [name, value] of [...pairs, [named, given] as const]) {
      // `patch('module.MODEL', '…')`.
      const label = stringOf(name)?.split('.').at(-1);
      if (label !== undefined && value && this.#isField(label)) this.#add(label, value, false);
    }
  }
}

function firstKeyword(call: Py.Call, names: readonly string[]): Py.expr | undefined {
  return names.map((name) => keywordOf(call, name)).find((value) => value !== undefined);
}

/** Whether a call makes what a server would answer, or an object that stands in for one. */
function makesAnswer({ func }: Py.Call, source: PythonSource): boolean {
  return (
    ANSWER.test(namesIn(func).at(-1) ?? '') ||
    originsOf(func, source).some(({ path }) => path === 'types.SimpleNamespace')
  );
}

function hasRevision(entries: readonly (readonly [string | null, Py.expr])[]): boolean {
  return entries.some(([name, value]) => name === 'revision' && stringOf(value) !== 'main' && !isNone(value));
}

function isNone(node: Py.expr): boolean {
  return node.nodeType === 'Constant' && node.valueType === 'NoneType';
}

/** `'…'` of `Field('…')`, `field(default='…')` and `field(default_factory=lambda: '…')`. */
function statedDefault(value: Py.expr): Py.expr | undefined {
  if (value.nodeType !== 'Call' || !STATES_DEFAULT.test(namesIn(value.func).at(-1) ?? '')) return undefined;
  const factory = keywordOf(value, 'default_factory');
  return factory?.nodeType === 'Lambda' ? factory.body : (keywordOf(value, 'default') ?? value.args[0]);
}

/** The name of the enumeration that a constant is a member of. */
function enumOf({ parent }: Py.Name): string | undefined {
  const owner = parent?.parent;
  const isEnum =
    owner?.nodeType === 'ClassDef' && owner.bases.some((base) => (namesIn(base).at(-1) ?? '').endsWith('Enum'));
  return isEnum ? owner.name : undefined;
}

/** The parameter of a name that a decorator gives values to. */
function parameterOf(decorator: Py.Call, name: string): Py.arg | undefined {
  for (const above of ancestorsOf(decorator)) {
    if (isFunction(above)) return [...above.args.args, ...above.args.kwonlyargs].find(({ arg }) => arg === name);
  }
  return undefined;
}
