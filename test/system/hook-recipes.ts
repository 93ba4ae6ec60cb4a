import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What a section of the page about hooks has its reader do, in its order. */
export type Step = { readonly kind: 'run'; readonly script: string } | WrittenFile;

/** A file that its reader writes. */
interface WrittenFile {
  readonly kind: 'write';
  readonly file: string;
  readonly text: string;
}

const PAGE = path.resolve(import.meta.dirname, '../../docs/hook.md');

/** The code of a section: a shell script is run, anything else names its file in a comment. */
export function recipe(heading: string): readonly Step[] {
  const page = readFileSync(PAGE, 'utf8');
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`${PAGE} has no section ${heading}`);
  return [...section.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, language, text = '']): Step => {
    if (language === 'sh') return { kind: 'run', script: text };
    const file = /^# (\S+)\n/.exec(text)?.[1];
    if (file === undefined) throw new Error(`${PAGE}: a block of ${heading} does not name its file`);
    return { kind: 'write', file, text };
  });
}
