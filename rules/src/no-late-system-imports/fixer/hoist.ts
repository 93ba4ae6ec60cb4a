import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { allDeferredAround } from '../../resolve/deferred.ts';
import { quoteAround, type Quote } from '../../text/file-style.ts';
import type { TextEdit } from '../../text/text-edit.ts';
import { hasChangingMembers, mayBePatched } from '../detection/changes.ts';
import type { ModuleLoad } from '../detection/module-load.ts';
import type { LintedFile } from '../linted-file.ts';
import { situationalDoubts, type Doubt } from './doubts.ts';
import { canTakeNames } from './import-declaration.ts';
import {
  isPromiseMethod,
  membersReadFrom,
  membersReadOf,
  useOf,
  type DeclarationUse,
  type LoadUse,
  type ReadMembers,
  type TakenName,
} from './load-use.ts';
import {
  isBoundBefore,
  moduleBindings,
  type BindingForm,
  type ExistingBinding,
  type ModuleBinding,
} from './module-bindings.ts';
import { moduleForms, type ModuleForms } from './module-forms.ts';
import { ModuleNames, usualName } from './module-names.ts';
import { moduleSyntax } from './module-syntax.ts';
import { hasExports } from './node-exports.ts';

type Scope = TSESLint.Scope.Scope;

/** A binding at module level that is still to be written. */
export interface NewBinding extends ModuleBinding {
  /** The module as the load names it. */
  readonly module: string;
  /** The quotes that it does so in. */
  readonly quote?: Quote | undefined;
}

/** How a load moves to module level. */
export interface Hoist {
  readonly load: ModuleLoad;
  readonly adds: readonly NewBinding[];
  /** What has nothing left to do. */
  readonly removes?: TSESTree.VariableDeclarator | TSESTree.ExpressionStatement;
  readonly replaces?: TextEdit;
  /** Why the code might do something else afterwards; empty where it is certain not to. */
  readonly doubts: readonly Doubt[];
}

/** Finds for each load of a file what stands for it at module level. */
export class Hoister {
  readonly #file: LintedFile;
  readonly #names: ModuleNames;
  readonly #existing: readonly ExistingBinding[];

  constructor(file: LintedFile) {
    this.#file = file;
    this.#names = new ModuleNames(file.source);
    this.#existing = moduleBindings(file);
  }

  /**
   * How a load moves.
   *
   * @param planned - The bindings that are written in the same edit.
   */
  hoist(load: ModuleLoad, planned: readonly NewBinding[]): Hoist {
    return new LoadHoister(load, planned, this.#file, this.#names, this.#existing).hoist();
  }

  /** How loads move that are awaited together, if the declaration of what they give can go. */
  hoistBatch(loads: readonly ModuleLoad[]): readonly Hoist[] {
    const planned: NewBinding[] = [];
    const hoists = loads.flatMap((load) => {
      const hoist = new LoadHoister(load, planned, this.#file, this.#names, this.#existing).hoistInBatch();
      planned.push(...(hoist?.adds ?? []));
      return hoist ?? [];
    });
    return hoists.length === loads.length ? hoists : [];
  }
}

/** A name for a module or an export, as code asks for it. */
interface Wanted {
  readonly local: string;
  readonly imported?: string;
  readonly forms: ModuleForms;
}

class LoadHoister {
  readonly #load: ModuleLoad;
  readonly #planned: readonly NewBinding[];
  readonly #file: LintedFile;
  readonly #names: ModuleNames;
  readonly #existing: readonly ExistingBinding[];
  readonly #use: LoadUse;
  readonly #doubts: readonly Doubt[];

  constructor(
    load: ModuleLoad,
    planned: readonly NewBinding[],
    file: LintedFile,
    names: ModuleNames,
    existing: readonly ExistingBinding[],
  ) {
    this.#load = load;
    this.#planned = planned;
    this.#file = file;
    this.#names = names;
    this.#existing = existing;
    this.#use = useOf(load, file);
    this.#doubts = situationalDoubts(load, this.#use, file);
  }

  hoist(): Hoist {
    const use = this.#use;
    switch (use.kind) {
      case 'effect': {
        const isLoaded = [...this.#existing, ...this.#planned].some(({ key }) => key === this.#load.key);
        const adds = isLoaded ? [] : [this.#binding('effect', '')];
        return { load: this.#load, adds, removes: use.statement, doubts: this.#doubts };
      }
      case 'declaration':
        return this.#declare(use);
      case 'expression': {
        const forms = use.isDefault ? EXPORTS_ONLY : this.#forms(membersReadFrom(use.node));
        return this.#replace(use.node, forms, this.#doubts);
      }
      case 'promise': {
        const doubts: readonly Doubt[] = [...this.#doubts, 'promise'];
        const hoist = this.#replace(use.node, this.#forms(undefined), doubts);
        if (isElementOfAll(use.node) || !hoist.replaces) return hoist;
        return { ...hoist, replaces: { ...hoist.replaces, text: `Promise.resolve(${hoist.replaces.text})` } };
      }
    }
  }

  hoistInBatch(): Hoist | undefined {
    if (this.#use.kind !== 'promise' || !this.#use.inBatch) return undefined;
    const hoist = this.#declare(this.#use.inBatch);
    return hoist.removes ? { ...hoist, doubts: [...hoist.doubts, 'await'] } : undefined;
  }

  /** Declares the same constants at module level, or else only what the declaration takes them from. */
  #declare({ declarator, names, defaultExport }: DeclarationUse): Hoist {
    const instead = (doubts: readonly Doubt[]): Hoist => {
      if (defaultExport) return this.#replace(defaultExport, EXPORTS_ONLY, doubts);
      const { value = this.#load.node } = this.#load;
      return this.#replace(value, this.#forms(membersTaken(names)), doubts);
    };
    const scope = names[0]?.variable.scope.upper ?? null;
    const wanted = names.map((name) => this.#wanted(name));
    const takesMembers = wanted.some(({ imported }) => imported !== undefined);
    if (takesMembers && !this.#hasSteadyMembers()) return instead(this.#doubts);
    const missing = wanted.filter((name) => !this.#find(name.forms, scope, name));
    const exports = missing.flatMap(({ imported }) => imported ?? []);
    if (exports.length > 0 && !this.#hasPlaceFor(exports)) return instead(this.#doubts);
    const [whole] = missing.filter(({ imported }) => imported === undefined);
    if (whole && this.#find(whole.forms, scope)) return instead(this.#doubts);
    if (!missing.every(({ local }) => this.#isFree(local, scope))) return instead([...this.#doubts, 'clash']);
    return {
      load: this.#load,
      adds: missing.map(({ forms, local, imported }) => this.#binding(forms.preferred, local, imported)),
      removes: declarator,
      doubts: [...this.#doubts, ...missing.flatMap(({ forms }) => forms.doubts)],
    };
  }

  #wanted({ variable, imported }: TakenName): Wanted {
    const local = variable.name;
    if (imported === undefined) return { local, forms: this.#forms(membersReadOf(variable)) };
    if (imported === 'default') return { local, forms: EXPORTS_ONLY };
    return { local, imported, forms: NAMED_ONLY };
  }

  /** Whether the module has the same members as the file loads and when the load runs. */
  #hasSteadyMembers(): boolean {
    const { key, kind } = this.#load;
    if (hasChangingMembers(key, this.#file)) return false;
    const isNamespace = kind === 'import' && moduleSyntax(this.#file) !== 'commonjs';
    return isNamespace || !mayBePatched(key);
  }

  /** Whether exports are sure to be there, and no name for the module is at hand that a list can't join. */
  #hasPlaceFor(exports: readonly string[]): boolean {
    const { key } = this.#load;
    const whole = [...this.#existing, ...this.#planned].filter(
      (binding) => binding.key === key && this.#forms(exports).accepted.includes(binding.form),
    );
    if (moduleSyntax(this.#file) === 'commonjs') return whole.length === 0;
    return hasExports(key, exports) && whole.every((binding) => canTakeNames(binding, this.#file));
  }

  /** Puts a name at module level in the place of an expression. */
  #replace(node: TSESTree.Expression, forms: ModuleForms, doubts: readonly Doubt[]): Hoist {
    const scope = this.#file.scopeAt(node);
    const existing = this.#find(forms, scope);
    const usual = usualName(this.#load.key);
    const isUsualFree = this.#isFree(usual, scope);
    const local = existing?.local ?? (isUsualFree ? usual : this.#unused(usual));
    const clash: readonly Doubt[] =
      existing || isUsualFree || usual === 'module' || doubts.includes('clash') ? [] : ['clash'];
    return {
      load: this.#load,
      adds: existing ? [] : [this.#binding(forms.preferred, local)],
      replaces: { range: this.#withParentheses(node), text: local },
      doubts: [...doubts, ...(existing ? [] : forms.doubts), ...clash],
    };
  }

  /** The range of an expression, with the parentheses that only an `await` needs: `(await import('x')).y`. */
  #withParentheses(node: TSESTree.Expression): readonly [number, number] {
    const { text } = this.#file.text;
    const [start, end] = node.range;
    const isOperand = node.type === 'AwaitExpression' && /^(?:Member|TS.*)Expression$/.test(node.parent.type);
    const isWrapped = isOperand && text.charAt(start - 1) === '(' && text.charAt(end) === ')';
    return isWrapped && !/[\p{ID_Continue}$]/u.test(text.charAt(start - 2))
      ? [start - 1, end + 1]
      : [start, end];
  }

  /** A name at module level by which code in a scope can read the module, or what it wants of it. */
  #find({ accepted }: ModuleForms, scope: Scope | null, wanted?: Wanted): ModuleBinding | undefined {
    const outermost = allDeferredAround(this.#load.node).at(-1) ?? this.#load.node;
    const isFitting = (binding: ModuleBinding): boolean =>
      binding.key === this.#load.key &&
      accepted.includes(binding.form) &&
      binding.imported === wanted?.imported &&
      (!wanted || binding.local === wanted.local) &&
      !this.#names.isShadowed(binding.local, scope);
    return (
      this.#existing.find((binding) => isFitting(binding) && isBoundBefore(binding, outermost, this.#file)) ??
      this.#planned.find(isFitting)
    );
  }

  #forms(members: ReadMembers): ModuleForms {
    return moduleForms(this.#load, members, this.#file);
  }

  #isFree(name: string, scope: Scope | null): boolean {
    return this.#names.isFree(name, scope) && !this.#planned.some(({ local }) => local === name);
  }

  #unused(wanted: string): string {
    const taken = new Set(this.#planned.map(({ local }) => local));
    return this.#names.unused(wanted, taken);
  }

  #binding(form: BindingForm, local: string, imported?: string): NewBinding {
    const { key, module, specifier } = this.#load;
    const quote = quoteAround(specifier, this.#file.text);
    return {
      key,
      module,
      quote,
      form,
      local,
      ...(form === 'named' && imported !== undefined && { imported }),
    };
  }
}

/** What a declaration reads of a module's value where it stands. */
function membersTaken(names: readonly TakenName[]): ReadMembers {
  const members = names.flatMap(({ imported }) => imported ?? []);
  return members.length === names.length ? members : undefined;
}

const EXPORTS_ONLY: ModuleForms = { preferred: 'exports', accepted: ['exports'], doubts: [] };
const NAMED_ONLY: ModuleForms = { preferred: 'named', accepted: ['named'], doubts: [] };

/** `Promise.all([import('a'), import('b')])`, which takes values in the place of promises. */
function isElementOfAll({ parent }: TSESTree.ImportExpression): boolean {
  return (
    parent.type === 'ArrayExpression' &&
    parent.parent.type === 'CallExpression' &&
    isPromiseMethod(parent.parent, ['all', 'allSettled', 'any', 'race'])
  );
}
