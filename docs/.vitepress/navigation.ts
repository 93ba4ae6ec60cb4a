/** The navigation of the site. A folder's pages are listed as they lie there, under their own titles. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { DefaultTheme } from 'vitepress';

const DOCS = path.resolve(import.meta.dirname, '..');

function item(page: string, text = titleOf(page)): DefaultTheme.SidebarItem {
  return { text, link: `/${page.replace(/(?:index)?\.md$/, '')}` };
}

function titleOf(page: string): string {
  const [, title = page] = /^# (.+)$/m.exec(readFileSync(path.join(DOCS, page), 'utf8')) ?? [];
  return title.replaceAll('`', '');
}

/** The pages of a folder: its index first, the others by title. */
function pagesIn(folder: string): readonly string[] {
  const pages = readdirSync(path.join(DOCS, folder)).filter((name) => name.endsWith('.md'));
  return pages.filter((name) => name !== 'index.md').map((name) => `${folder}/${name}`);
}

/** A part of the sidebar with all pages of a folder; where it has an index, the part's title leads to it. */
function part(text: string, folder: string): DefaultTheme.SidebarItem {
  const hasIndex = readdirSync(path.join(DOCS, folder)).includes('index.md');
  const items = pagesIn(folder).map((page) => item(page));
  return { text, collapsed: true, ...(hasIndex && { link: `/${folder}/` }), items };
}

export const nav: DefaultTheme.NavItem[] = [
  { text: 'Guide', link: '/guide' },
  { text: 'Rules', link: '/rules/', activeMatch: '^/rules/' },
  { text: 'Codemods', link: '/codemods/', activeMatch: '^/codemods/' },
  { text: 'Recipes', link: '/recipes/', activeMatch: '^/recipes/' },
  { text: 'Playground', link: '/playground' },
];

export const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Start',
    items: [item('getting-started.md'), item('guide.md'), item('policy.md'), item('playground.md')],
  },
  part('Recipes', 'recipes'),
  {
    text: 'Where it runs',
    items: [item('eslint.md'), part('Editors', 'editors'), item('hook.md'), item('ci.md'), item('report.md')],
  },
  part('Rules', 'rules'),
  part('Codemods', 'codemods'),
  { text: 'Run-time set-up', items: [item('setup.md', 'JavaScript'), item('setup-pytest.md', 'pytest')] },
  { text: 'The project', items: [item('contributing.md'), item('decisions.md')] },
];
