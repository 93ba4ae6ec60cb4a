import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { boundValues } from '../resolve/bindings.ts';
import { definitionOf, type Source } from '../resolve/source.ts';
import type { StaticValue } from '../resolve/static-value.ts';
import { memberName, staticName, stringValue } from '../resolve/syntax.ts';
import { isAnswer } from '../models/answer-fields.ts';
import { isOnlyCompared, isSetForComparison, isSubjectOfTest } from '../models/assertions.ts';
import { isPinnedBy, valuesOf } from '../models/loads.ts';
import type { JavaScriptFindings } from './texts.ts';

/**
 * Listeners that collect what a file gives to fields, attributes and environment variables that hold a model.
 *
 * @param holdsModel - Whether a name is that of such a field.
 */
export function fieldListeners(
  source: Source,
  findings: JavaScriptFindings,
  holdsModel: (name: string) => boolean,
): TSESLint.RuleListener {
  const add = (
    label: string | undefined,
    value: TSESTree.Node | null | undefined,
    owner?: TSESTree.Node,
  ): void => {
    if (label === undefined || !value || !holdsModel(label) || isOnlyCompared(value, source)) return;
    const object = owner?.type === 'ObjectExpression' ? owner : undefined;
    if (object && isAnswer(object.properties.map(keyOf))) return;
    const isPinned = object !== undefined && isPinnedBy({ kind: 'object', node: object, source });
    findings.add(valuesOf(value, source), { kind: 'field', label, isPinned });
  };
  return {
    'Property': ({ key, computed, value, parent }) => {
      // In a pattern it is the default that counts.
      const byDefault = value.type === 'AssignmentPattern' ? value.right : undefined;
      add(staticName(key, computed), parent.type === 'ObjectPattern' ? byDefault : value, parent);
    },
    'PropertyDefinition, AccessorProperty': ({ key, computed, value }: TSESTree.PropertyDefinition) => {
      add(staticName(key, computed), value);
    },
    'AssignmentExpression': (node) => {
      const { left, right } = node;
      if (left.type === 'MemberExpression' && !isSetForComparison(node, source)) add(memberName(left), right);
    },
    'JSXAttribute': ({ name, value }) => {
      const given = value?.type === 'JSXExpressionContainer' ? value.expression : value;
      if (name.type === 'JSXIdentifier') add(name.name, given);
    },
    'TSEnumMember': ({ id, initializer, parent }) => {
      const names = [staticName(id, false), parent.parent.id.name];
      const label = names.find((name) => name !== undefined && holdsModel(name));
      add(label, initializer);
    },
    'CallExpression[callee.property.name="stubEnv"]': (call: TSESTree.CallExpression) => {
      const [name, value] = call.arguments;
      add(stringValue(name), value);
    },
  };
}

function keyOf(property: TSESTree.Property | TSESTree.SpreadElement): string | undefined {
  return property.type === 'Property' ? staticName(property.key, property.computed) : undefined;
}

/** Collects what constants, variables and parameters hold whose names say that it is a model. */
export function addVariables(
  source: Source,
  findings: JavaScriptFindings,
  holdsModel: (name: string) => boolean,
): void {
  for (const { variables } of source.scopeManager.scopes) {
    for (const variable of variables) {
      if (holdsModel(variable.name)) addVariable(variable, source, findings);
    }
  }
}

function addVariable(variable: TSESLint.Scope.Variable, source: Source, findings: JavaScriptFindings): void {
  const values = heldValues(variable, source);
  if (isSubjectOfTest(variable, source)) findings.addSubjects(values);
  else findings.add(values, { kind: 'field', label: variable.name, isPinned: false });
}

function heldValues(variable: TSESLint.Scope.Variable, source: Source): readonly StaticValue[] {
  const definition = definitionOf(variable);
  const declarator = definition?.node.type === 'VariableDeclarator' ? definition.node : undefined;
  if (definition && declarator?.init && declarator.id.type !== 'Identifier') {
    return valuesOf(definition.name, source);
  }
  const assigned = variable.references.flatMap(({ identifier }) => assignedValue(identifier) ?? []);
  return [...(boundValues(variable, source) ?? []), ...assigned.flatMap((value) => valuesOf(value, source))];
}

/** What a declaration or an assignment gives to a plain name. */
function assignedValue(identifier: TSESTree.Node): TSESTree.Expression | null | undefined {
  const { parent } = identifier;
  if (parent?.type === 'VariableDeclarator' && parent.id === identifier) return parent.init;
  return parent?.type === 'AssignmentExpression' && parent.left === identifier ? parent.right : undefined;
}
