import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import stringWidth from 'string-width';

import { type Paint, painter } from '../reporters/text.ts';
import { wrapText } from '../reporters/wrap.ts';
import { renderTable } from './render-table.ts';

/** How a page is shown. */
export interface PageView {
  /** How many characters a line holds. */
  readonly width: number;
  readonly colour: boolean;
  /** The address of the page, which its own links are relative to. */
  readonly address: string;
}

interface Rendering {
  readonly paint: Paint;
  readonly view: PageView;
  /** The addresses that the text links to, with the words of the first link to each. */
  readonly links: Map<string, string>;
}

/** A page in Markdown as text for a terminal, with the addresses that it links to at its end. */
export function renderPage(markdown: string, view: PageView): string {
  const rendering: Rendering = { paint: painter(view.colour), view, links: new Map() };
  const blocks = renderBlocks(lexer(markdown), rendering, view.width);
  return `${[...blocks, ...linkList(rendering)].join('\n\n')}\n`;
}

function renderBlocks(tokens: readonly Token[], rendering: Rendering, width: number): readonly string[] {
  return tokens.map((token) => renderBlock(token, rendering, width)).filter((block) => block !== '');
}

function renderBlock(token: Token, rendering: Rendering, width: number): string {
  if (is(token, 'heading')) return heading(token, rendering);
  if (is(token, 'list')) return list(token, rendering, width);
  if (is(token, 'code')) return indented(token.text, '    ');
  if (is(token, 'table')) return table(token, rendering, width);
  if (is(token, 'blockquote')) {
    return renderBlocks(token.tokens, rendering, width - 2)
      .join('\n\n')
      .replace(/^/gm, '│ ');
  }
  // Comments of pages mark where parts are filled in.
  if (is(token, 'html') || is(token, 'space')) return '';
  const inner = ('tokens' in token ? token.tokens : undefined) ?? [token];
  return wrapText(inline(inner, rendering), width).join('\n');
}

function heading({ depth, tokens }: Tokens.Heading, rendering: Rendering): string {
  const text = inline(tokens, rendering);
  if (rendering.view.colour) return rendering.paint(depth === 1 ? ['bold', 'underline'] : 'bold', text);
  return `${text}\n${(depth === 1 ? '=' : '-').repeat(stringWidth(text))}`;
}

function list({ items, ordered, start }: Tokens.List, rendering: Rendering, width: number): string {
  return items
    .map((item, index) => {
      const mark = ordered ? `${String((start === '' ? 1 : start) + index)}. ` : '• ';
      const text = renderBlocks(item.tokens, rendering, width - mark.length).join('\n');
      return mark + indented(text, ' '.repeat(mark.length)).trimStart();
    })
    .join('\n');
}

function table({ header, rows }: Tokens.Table, rendering: Rendering, width: number): string {
  const cells = (row: readonly Tokens.TableCell[]): readonly string[] =>
    row.map(({ tokens }) => inline(tokens, rendering));
  return renderTable({ header: cells(header), rows: rows.map(cells) }, width, rendering.paint);
}

function inline(tokens: readonly Token[], rendering: Rendering): string {
  return tokens.map((token) => inlineToken(token, rendering)).join('');
}

function inlineToken(token: Token, rendering: Rendering): string {
  const { view } = rendering;
  const paint: Paint = (style, text) => eachWord(text, (word) => rendering.paint(style, word));
  if (is(token, 'codespan')) return view.colour ? paint('cyan', token.text) : `\`${token.text}\``;
  if (is(token, 'strong')) return paint('bold', inline(token.tokens, rendering));
  if (is(token, 'em')) return paint('italic', inline(token.tokens, rendering));
  if (is(token, 'link')) return link(token, rendering);
  if (is(token, 'br')) return ' ';
  if (is(token, 'html')) return '';
  if (is(token, 'text') && token.tokens) return inline(token.tokens, rendering);
  return 'text' in token ? unescaped(String(token.text)) : '';
}

function link({ href, tokens }: Tokens.Link, rendering: Rendering): string {
  const text = inline(tokens, rendering);
  // A place on the page itself is in sight.
  if (href.startsWith('#')) return text;
  const address = new URL(href, rendering.view.address).href;
  if (!rendering.links.has(address)) rendering.links.set(address, inline(tokens, plain(rendering)));
  return eachWord(text, (word) => rendering.paint('underline', word));
}

/** Colours do not go on over the end of a line, where the next column of a table may stand. */
function eachWord(text: string, paint: (word: string) => string): string {
  return text.split(' ').map(paint).join(' ');
}

function plain(rendering: Rendering): Rendering {
  return { ...rendering, paint: painter(false) };
}

function linkList({ links, paint }: Rendering): readonly string[] {
  if (links.size === 0) return [];
  return [[...links].map(([address, words]) => `${words}: ${paint('dim', address)}`).join('\n')];
}

/** Line breaks of the source are blanks, and characters that HTML escapes are themselves. */
function unescaped(text: string): string {
  return text
    .replaceAll('\n', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

function indented(text: string, indent: string): string {
  return text.replace(/^(?=.)/gm, indent);
}

function is<Type extends MarkedToken['type']>(
  token: Token,
  type: Type,
): token is Extract<MarkedToken, { readonly type: Type }> {
  return token.type === type;
}
