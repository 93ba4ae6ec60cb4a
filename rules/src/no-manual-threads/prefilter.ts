import { threadApis } from '@cogniverse/guide';

const javascriptApis = threadApis.filter(({ language }) => language === 'javascript');

/** What stands in every text that uses an API, in whatever way: its module and its name. */
const words = javascriptApis
  .filter(({ kind, module }) => kind !== 'import-query' && module !== 'global')
  .map(({ module, name }) => [module.replace(/^node:/, ''), name] as const);
const globals = javascriptApis.filter(({ module }) => module === 'global').map(({ name }) => name);
const queries = javascriptApis.filter(({ kind }) => kind === 'import-query').map(({ module }) => module.slice(1));
const withoutModule = new RegExp(`\\b(?:${globals.join('|')})\\b|[?&](?:${queries.join('|')})\\b`);

/**
 * Whether a text can hold what `no-manual-threads` reports. Names that are spelt with escapes (`W\u006frker`) are
 * passed over.
 */
export function mayHoldThread(text: string): boolean {
  return withoutModule.test(text) || words.some(([module, name]) => text.includes(module) && text.includes(name));
}
