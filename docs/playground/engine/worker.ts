/** The worker: lints what the page sends, one request after the other. */
import type { Linter } from 'eslint';

import { fix, fromRoot, lint } from './lint.ts';
import type { Answer, Edit, Finding, Request } from './protocol.ts';

let queue = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  queue = queue.then(async () => {
    postMessage(await answer(data));
  });
});

async function answer({ id, kind, code, settings }: Request): Promise<Answer> {
  try {
    if (kind === 'fix') return { id, kind: 'fixed', code: await fix(code, settings) };
    const start = performance.now();
    const messages = await lint(code, settings);
    const time = performance.now() - start;
    return { id, kind: 'findings', findings: messages.map((message) => findingOf(message, code)), time };
  } catch (error) {
    return { id, kind: 'failed', message: fromRoot(error instanceof Error ? error.message : String(error)) };
  }
}

function findingOf(message: Linter.LintMessage, code: string): Finding {
  const { ruleId, line, column, endLine = line, endColumn = column } = message;
  return {
    rule: ruleId?.replace('cogniverse/', ''),
    message: message.message,
    line,
    column,
    from: offsetOf(code, line, column),
    to: offsetOf(code, endLine, endColumn),
    fix: message.fix && editOf(message.fix),
    suggestions: (message.suggestions ?? []).map(({ desc, fix: suggested }) => ({ text: desc, edit: editOf(suggested) })),
  };
}

function editOf({ range: [from, to], text }: { readonly range: readonly [number, number]; readonly text: string }): Edit {
  return { from, to, text };
}

/** The place in the text of a line and a column, both counted from one; the editor's lines end in `\n`. */
function offsetOf(code: string, line: number, column: number): number {
  let start = 0;
  for (let current = 1; current < line; current += 1) {
    const end = code.indexOf('\n', start);
    if (end === -1) break;
    start = end + 1;
  }
  return Math.min(start + column - 1, code.length);
}
