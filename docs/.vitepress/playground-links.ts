/** A link below each example of a rule's page, which opens it in the playground under that rule alone. */
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';

import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

import { exampleOf } from '../examples.mjs';
import type { State } from '../playground/state.ts';

const WITH_EXAMPLES = /^(?:Bad|Good)$/;

/** The plugin of markdown-it. */
export function playgroundLinks(markdown: MarkdownRenderer, base: string): void {
  markdown.core.ruler.push('playground-links', (state) => {
    const { relativePath = '' } = state.env as Partial<MarkdownEnv>;
    const rule = path.posix.basename(relativePath, '.md');
    if (!relativePath.startsWith('rules/') || rule === 'index') return;
    let heading = '';
    state.tokens = state.tokens.flatMap((token, index, tokens) => {
      if (token.type === 'heading_open' && token.tag === 'h2') heading = tokens[index + 1]?.content ?? '';
      if (token.type !== 'fence' || !WITH_EXAMPLES.test(heading)) return [token];
      const link = new state.Token('html_block', '', 0);
      const [, language = '', info = ''] = /^(\w*)(.*)$/.exec(token.info) ?? [];
      const { code, file, options } = exampleOf(language, info, token.content);
      const rules = JSON.stringify({ [`cogniverse/${rule}`]: ['error', ...options] }, undefined, 2);
      const hash = hashOf({ code, settings: { file, preset: 'none', runner: 'auto', rules, files: {} } });
      link.content = `<a class="open-in-playground" href="${base}playground#code=${hash}">Open in the playground</a>\n`;
      return [token, link];
    });
  });
}

/** As `playground/link.ts` packs it in the browser. */
function hashOf(state: State): string {
  return deflateRawSync(JSON.stringify(state)).toString('base64url');
}
