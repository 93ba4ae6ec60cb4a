import { defineConfig } from 'vitepress';

import { nav, sidebar } from './navigation.ts';
import { playgroundLinks } from './playground-links.ts';

// GitHub Pages serves a project below its name, which the workflow gives.
const BASE = process.env['DOCS_BASE'] ?? '/';
const REPOSITORY = 'https://github.com/cogniverse/test-toolkit';

export default defineConfig({
  title: 'Cogniverse test toolkit',
  description: 'Rules, codemods and a run-time set-up for test suites that load models.',
  lang: 'en',
  base: BASE,
  cleanUrls: true,
  srcExclude: ['playground/**'],
  head: [['link', { rel: 'icon', href: `${BASE}icon.svg`, type: 'image/svg+xml' }]],
  themeConfig: {
    nav,
    sidebar,
    outline: 'deep',
    search: { provider: 'local' },
    editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path`, text: 'Edit this page' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
  },
  markdown: {
    config(markdown) {
      markdown.use(playgroundLinks, BASE);
    },
  },
  // The editor of the playground is that large, and no other page loads it.
  vite: { build: { chunkSizeWarningLimit: 700 } },
});
