import type { Py } from '@cogniverse/eslint-python';

import { namesIn } from '../../models/python/syntax.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { pythonNodesIn } from '../../resolve/python/walk.ts';
import type { Finding } from '../findings.ts';
import { snapshotsOf, type Replacement, type Rewriter } from '../replacement.ts';
import { contentOf } from './string-literal.ts';

/** How names are replaced in Python. */
export function pythonRewriter(source: PythonSource, findings: readonly Finding<Py.expr>[]): Rewriter<Py.expr> {
  const { text, sourceCode } = source;
  let strings: readonly Py.Node[] | undefined;
  const isInside =
    (index: number) =>
    ({ range }: { readonly range: readonly [number, number] }): boolean =>
      range[0] <= index && index < range[1];
  return {
    editOf: (finding, replacement) => editOf(finding, replacement, text),
    doubtOf: (finding) => doubtOf(finding, text) ?? rowDoubtOf(finding, findings),
    isMention(index, group) {
      const isHere = isInside(index);
      if (group.some(({ node }) => isHere(node)) || sourceCode.comments.some(isHere)) return false;
      // A constant can be called what an Ollama model is called.
      strings ??= [...pythonNodesIn(source.ast)].filter(
        (node) => node.nodeType === 'JoinedStr' || (node.nodeType === 'Constant' && node.valueType === 'str'),
      );
      const around = strings.find(isHere);
      return around !== undefined && !isDocstring(around);
    },
    lineOf: (index) => sourceCode.getLocFromIndex(index).line,
    snapshots: () => (/\bsnapshot/.test(text) ? snapshotsOf(source.file, ({ name }) => `${name}.ambr`) : ''),
  };
}

/** A string that stands alone as a statement is a comment to what follows. */
function isDocstring({ parent }: Py.Node): boolean {
  return parent?.nodeType === 'Expr';
}

function editOf(
  { node, name, isWhole }: Finding<Py.expr>,
  replacement: string,
  text: string,
): Replacement | undefined {
  const content = contentOf(node, text);
  if (content) {
    // What stands before the name says who runs the model, and stays.
    if (!content.text.endsWith(name)) return undefined;
    const [, end] = content.range;
    return { range: [end - name.length, end], text: replacement };
  }
  if (!isWhole || !isReplaceable(node)) return undefined;
  const quote = /['"]/.exec(text.slice(...node.range))?.[0] ?? '"';
  return { range: [...node.range], text: `${quote}${replacement}${quote}` };
}

/** Whether an expression can give way to one string as a whole. */
function isReplaceable({ nodeType }: Py.expr): boolean {
  return nodeType === 'Constant' || nodeType === 'BinOp' || nodeType === 'Call';
}

function doubtOf({ node, place }: Finding<Py.expr>, text: string): string | undefined {
  if (!contentOf(node, text)) return 'the name is put together from parts';
  // What a test only hands on may be a setting of the product.
  if (place.kind === 'field' && place.test !== undefined) return 'no loader is seen to take it';
  const isKey = node.parent?.nodeType === 'Dict' && node.parent.keys.some((key) => key === node);
  return isKey ? 'it is a key that is looked up elsewhere' : undefined;
}

/** What names a model only once changes its meaning where two names become one. */
function rowDoubtOf(finding: Finding<Py.expr>, findings: readonly Finding<Py.expr>[]): string | undefined {
  const replacement = replacementOf(finding);
  for (const { holderOf, doubt } of HOLDERS) {
    const holder = holderOf(finding.node);
    if (!holder) continue;
    const isTwice =
      findings.some(
        (other) => other !== finding && replacementOf(other) === replacement && holderOf(other.node) === holder,
      ) ||
      [...pythonNodesIn(holder)].some(
        (node) => node.nodeType === 'Constant' && node.value === replacement && holderOf(node) === holder,
      );
    if (isTwice) return doubt;
  }
  return undefined;
}

interface Holder {
  readonly holderOf: (node: Py.expr) => Py.Node | undefined;
  readonly doubt: string;
}

const HOLDERS: readonly Holder[] = [
  // A table says of each model what holds for it; two rows for one model may say different things.
  { holderOf: tableOf, doubt: 'its table then has two rows for one model' },
  { holderOf: setOf, doubt: 'its set then has one model less' },
  { holderOf: enumOf, doubt: 'two members of its enumeration are then one' },
];

function replacementOf({ verdict }: Finding<Py.expr>): string | undefined {
  return verdict.kind === 'denied' ? verdict.replacement : undefined;
}

/** The list of rows that a cell stands in. */
function tableOf({ parent: row }: Py.expr): Py.Node | undefined {
  const cells =
    row?.nodeType === 'Tuple' || row?.nodeType === 'List' ? row.elts : row?.nodeType === 'Call' ? row.args : [];
  const table = row?.parent;
  return cells.length > 1 && (table?.nodeType === 'List' || table?.nodeType === 'Tuple') ? table : undefined;
}

function setOf({ parent }: Py.expr): Py.Node | undefined {
  return parent?.nodeType === 'Set' ? parent : undefined;
}

/** The enumeration that a value is a member of. */
function enumOf({ parent }: Py.expr): Py.Node | undefined {
  const owner = parent?.nodeType === 'Assign' ? parent.parent : undefined;
  const isEnum =
    owner?.nodeType === 'ClassDef' && owner.bases.some((base) => (namesIn(base).at(-1) ?? '').endsWith('Enum'));
  return isEnum ? owner : undefined;
}
