/** A word of a command line, without its quotes. */
export interface Word {
  readonly text: string;
  /** Offsets in the line, quotes included. */
  readonly start: number;
  readonly end: number;
}

/** A single command of a command line. */
export interface Command {
  readonly words: readonly Word[];
  /** The command that takes this one as a quoted word, and may run it. */
  readonly within?: Command;
}

/**
 * The commands of a line for the shell, such as a script of `package.json`: what `&&`, `||`, `;`, `|`, `&`,
 * brackets and line ends separate, without its comments. A quoted word that is a command line itself, as `concurrently "vitest" "tsc"`
 * takes them, follows as commands of their own.
 */
export function commandsOf(line: string): readonly Command[] {
  const commands: Command[] = [];
  let words: Word[] = [];
  const close = (): void => {
    if (words.length > 0) commands.push({ words });
    words = [];
  };
  for (const token of tokensOf(line)) {
    if (token === 'end') close();
    else words.push(token);
  }
  close();
  return commands.flatMap((command) => [command, ...nestedCommands(line, command)]);
}

function nestedCommands(line: string, outer: Command): readonly Command[] {
  const { words } = outer;
  const takesCommands = /^conc(?:urrently)?$/.test(
    words.find(({ text }) => !/^(?:npx|\w+=.*)$/.test(text))?.text ?? '',
  );
  return words.flatMap(({ text, start, end }) => {
    // Offsets lead back to the line only if the word stands there as it is.
    const isQuoted = line.slice(start + 1, end - 1) === text;
    if (!isQuoted || !(takesCommands || /\s/.test(text))) return [];
    return commandsOf(text).map((command) => ({
      within: outer,
      words: command.words.map((word) => ({
        ...word,
        start: word.start + start + 1,
        end: word.end + start + 1,
      })),
    }));
  });
}

function* tokensOf(line: string): Generator<Word | 'end'> {
  let start: number | undefined;
  let text = '';
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at] ?? '';
    if (quote === '' && start === undefined && letter === '#') {
      at += commentLength(line.slice(at)) - 1;
      continue;
    }
    const continuation = quote === "'" ? undefined : /^\\\r?\n/.exec(line.slice(at, at + 3))?.[0];
    if (continuation !== undefined) {
      if (start !== undefined && quote === '') yield { text, start, end: at };
      if (quote === '') [start, text] = [undefined, ''];
      at += continuation.length - 1;
      continue;
    }
    if (quote !== '') {
      if (letter === quote) quote = '';
      else if (letter === '\\' && quote === '"' && /["\\$`]/.test(line[at + 1] ?? ''))
        text += line[(at += 1)] ?? '';
      else text += letter;
      continue;
    }
    if (/[\s;&|()]/.test(letter)) {
      if (start !== undefined) yield { text, start, end: at };
      start = undefined;
      text = '';
      if (/[\n;&|()]/.test(letter)) yield 'end';
      continue;
    }
    start ??= at;
    if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '\\' && at + 1 < line.length && !/[\w.]/.test(line[at + 1] ?? ''))
      text += line[(at += 1)] ?? '';
    else text += letter;
  }
  if (start !== undefined) yield { text, start, end: line.length };
}

/** How long a comment is that a text begins with: up to the end of its line. */
function commentLength(text: string): number {
  const end = text.indexOf('\n');
  return end === -1 ? text.length : end;
}
