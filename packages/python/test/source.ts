import { type Py, parseSourceCode, type PythonSourceCode } from '../src/index.ts';

/** All nodes of a file in the order of the walk. */
export function nodesOf(code: PythonSourceCode): Py.Node[] {
  return Array.from(code.traverse())
    .filter(({ phase }) => phase === 1)
    .map(({ target }) => target);
}

/** The nodes of a type. */
export function nodesOfType<Type extends Py.Node['nodeType']>(
  code: PythonSourceCode,
  type: Type,
): Py.NodeOf<Type>[] {
  return nodesOf(code).filter((node): node is Py.NodeOf<Type> => node.nodeType === type);
}

/** Each node's type with its text: `Name a`. */
export function outline(text: string): string[] {
  const code = parseSourceCode(text);
  return nodesOf(code).map((node) => `${node.nodeType} ${code.getText(node)}`);
}
