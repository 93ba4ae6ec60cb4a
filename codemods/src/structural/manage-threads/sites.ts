import {
  enclosingFunction,
  isFunction,
  memberName,
  variableOf,
  type FunctionNode,
  type LintedFile,
  type TestCall,
  type TSESTree,
} from 'eslint-plugin-cogniverse/editing';

import type { RuleNode } from '../codemod.ts';

/**
 * When code runs: in a test, before each test, for the whole file (in a hook of it, or as it loads), or in what
 * cleans up after a test or after the file.
 */
export type Moment = 'test' | 'each' | 'file' | 'after-test' | 'after-file';

/** A place that code runs in. */
export interface Site {
  readonly moment: Moment;
  /** The test, hook or suite; `undefined` at module level. */
  readonly owner: TestCall | undefined;
}

const HOOKS: Readonly<Record<string, Moment>> = {
  beforeEach: 'each',
  setup: 'each',
  before: 'file',
  beforeAll: 'file',
  suiteSetup: 'file',
  afterEach: 'after-test',
  teardown: 'after-test',
  after: 'after-file',
  afterAll: 'after-file',
  suiteTeardown: 'after-file',
};
const FACTORY = /\.(?:hoisted|mock|doMock|unstable_mockModule|module|isolateModules(?:Async)?)$/;
/** Methods and functions that keep what they are given for the end of the test. */
const AT_END = new Set(['after', 'afterEach', 'onTestFinished', 'onTestFailed', 'teardown', 'addCleanup']);

/** Tells where code of a file runs. */
export class Sites {
  readonly #file: LintedFile;

  constructor(file: LintedFile) {
    this.#file = file;
  }

  /**
   * The places that a node runs in: a function runs where it is called, or mentioned. `undefined` where
   * that is not told.
   */
  of(node: RuleNode): readonly Site[] | undefined {
    return this.#of(node, new Set());
  }

  #of(node: RuleNode, seen: Set<FunctionNode>): readonly Site[] | undefined {
    const fn = enclosingFunction(node);
    if (!fn) return isInClass(node) ? undefined : [{ moment: 'file', owner: undefined }];
    const owner = this.#file.byBody.get(fn);
    if (owner) {
      const moment = momentOf(owner);
      return moment && [{ moment, owner }];
    }
    if (seen.has(fn)) return [];
    seen.add(fn);
    const { parent } = fn;
    if (parent.type === 'CallExpression' || parent.type === 'NewExpression') {
      if (this.#isFactory(parent)) return undefined;
      const sites = this.#of(parent, seen);
      return parent.callee !== fn && isKeptForEnd(parent) ? sites?.map(atEnd) : sites;
    }
    const calls = this.mentionsOf(fn);
    if (!calls) return undefined;
    const sites: Site[] = [];
    for (const call of calls) {
      const found = this.#of(call, seen);
      if (!found) return undefined;
      sites.push(...found);
    }
    return sites;
  }

  /**
   * Whether a call keeps its callback for the loading of modules: `vi.mock(…, () => …)`, `vi.hoisted(() =>
   * …)`.
   */
  #isFactory(call: RuleNode): boolean {
    const helper = this.#file.tests.helpers.find(({ node }) => node === call);
    return helper !== undefined && FACTORY.test(helper.name);
  }

  /** The local function that a name stands for. */
  functionOf(callee: RuleNode): FunctionNode | undefined {
    const variable = callee.type === 'Identifier' ? variableOf(callee, this.#file.source) : undefined;
    const definition = variable === 'global' ? undefined : variable?.defs[0]?.node;
    if (definition?.type === 'FunctionDeclaration') return definition;
    if (definition?.type !== 'VariableDeclarator' || definition.parent.kind !== 'const') return undefined;
    return isFunction(definition.init) ? definition.init : undefined;
  }

  /**
   * The names by which a local function is mentioned; `undefined` where it has none, or others may have it.
   */
  mentionsOf(fn: FunctionNode): readonly RuleNode[] | undefined {
    const declaration = fn.type === 'FunctionDeclaration' ? fn : fn.parent;
    const isNamed =
      declaration.type === 'FunctionDeclaration' ||
      (declaration.type === 'VariableDeclarator' && declaration.parent.kind === 'const');
    if (!isNamed) return undefined;
    const statement = declaration.type === 'VariableDeclarator' ? declaration.parent : declaration;
    if (statement.parent.type.startsWith('Export')) return undefined;
    const [variable] = this.#file.source.scopeManager.getDeclaredVariables(declaration);
    const mentions = variable?.references
      .filter(({ init }) => init !== true)
      .map(({ identifier }) => identifier);
    return mentions?.some(({ parent }) => parent.type.startsWith('Export')) ? undefined : mentions;
  }

  /** Whether a function is kept for when its test or hook has ended: `t.after(() => …)`. */
  isCleanUp({ parent }: FunctionNode): boolean {
    return parent.type === 'CallExpression' && isKeptForEnd(parent);
  }

  /** The test, suite or hook whose very callback a function is. */
  ownerOf(fn: FunctionNode): TestCall | undefined {
    return this.#file.byBody.get(fn);
  }
}

function momentOf({ kind, name }: TestCall): Moment | undefined {
  if (kind === 'test') return 'test';
  return kind === 'suite' ? 'file' : HOOKS[name];
}

function atEnd({ owner, moment }: Site): Site {
  return { owner, moment: moment === 'test' || moment === 'each' ? 'after-test' : 'after-file' };
}

function isKeptForEnd({ callee }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (callee.type === 'Identifier') return AT_END.has(callee.name);
  return callee.type === 'MemberExpression' && AT_END.has(memberName(callee) ?? '');
}

/** Whether code runs as a class is made or an object of it. */
function isInClass(node: RuleNode): boolean {
  for (let { parent } = node; parent; { parent } = parent) {
    if (isFunction(parent)) return false;
    if (parent.type === 'ClassBody') return true;
  }
  return false;
}
