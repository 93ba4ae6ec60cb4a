import path from 'node:path';
import { styleText } from 'node:util';

import { toPosix } from '../files/posix.ts';

/** Colours text, if colours are wanted. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Makes a `Paint`. */
export function painter(colour: boolean): Paint {
  if (!colour) return (_, text) => text;
  // Asked for once each: reports paint more texts than `styleText` is fast enough for.
  const styles = new Map<string, readonly [before: string, after: string]>();
  return (style, text) => {
    const key = String(style);
    const [before, after] = styles.get(key) ?? signsOf(style);
    styles.set(key, [before, after]);
    return before + text + after;
  };
}

/** What a style writes before and behind a text. */
function signsOf(style: Parameters<typeof styleText>[0]): readonly [before: string, after: string] {
  const [before = '', after = ''] = styleText(style, ' ', { validateStream: false }).split(' ');
  return [before, after];
}

/** Whether a stream shows colours: a terminal does, unless `FORCE_COLOR` or `NO_COLOR` says otherwise. */
export function hasColours(stream: NodeJS.WriteStream): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused = '' } = process.env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return refused === '' && stream.isTTY && stream.hasColors();
}

/** `3 files`, `1 file`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a, b and c`. */
export function listed(words: readonly string[], conjunction: 'and' | 'or'): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1) ?? ''}`;
}

/** A path as it is shown: from a folder if it lies below it, on one line whatever its characters. */
export function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  const shown = relative.startsWith('..') || relative === '' ? file : relative;
  // eslint-disable-next-line no-control-regex -- control characters in a file name must not reach a terminal.
  return shown.replace(/[\u0000-\u001F\u007F-\u009F]/g, (character) =>
    JSON.stringify(character).slice(1, -1),
  );
}

/** A path with `/` from the root of its project. */
export function projectPath(file: string, root: string): string {
  return toPosix(path.relative(root, file));
}
