import type { Py } from '@cogniverse/eslint-python';

import { oncePer } from '../../../resolve/once-per.ts';
import { hasNoqa } from '../../../resolve/python/noqa.ts';
import type { PythonSource } from '../../../resolve/python/source.ts';
import { ancestorsOf } from '../../../resolve/python/walk.ts';

/** ruff's code for an import outside of the top level. */
const CODES = ['PLC0415'];
/** The same exception in pylint's words. */
const PYLINT = /#\s*pylint:\s*(disable(?:-next)?)\s*=[^#]*\b(?:import-outside-toplevel|C0415)\b/;

/** Whether a comment states that an import is late on purpose, in the words of ruff, flake8 or pylint. */
export function isStatedException(statement: Py.stmt, source: PythonSource): boolean {
  return hasNoqa(statement, CODES, source) || hasPylintComment(statement, source);
}

const pylintComments = oncePer(({ sourceCode, text }: PythonSource) =>
  sourceCode.comments.flatMap((comment) => {
    const [, kind] = PYLINT.exec(text.slice(...comment.range)) ?? [];
    return kind === undefined ? [] : { comment, kind };
  }),
);

function hasPylintComment(statement: Py.stmt, source: PythonSource): boolean {
  return pylintComments(source).some(({ comment, kind }) => {
    const { line } = comment.loc.start;
    const { start, end } = statement.loc;
    if (kind === 'disable-next') return line === start.line - 1;
    return (line >= start.line && line <= end.line) || governs(comment, statement);
  });
}

/** On a line of its own, such a comment is about the rest of its block. */
function governs(
  comment: { readonly range: readonly [number, number]; readonly loc: Py.Location },
  statement: Py.stmt,
): boolean {
  let below: Py.Node = statement;
  for (const above of ancestorsOf(statement)) {
    const isBefore = comment.range[0] >= above.range[0] && comment.range[1] <= below.range[0];
    if (isBefore && comment.loc.start.column === below.loc.start.column) return true;
    below = above;
  }
  return false;
}
