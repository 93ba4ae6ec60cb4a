import { defineConfig } from 'vitepress';

import { nav, sidebar } from './navigation.ts';

const REPOSITORY = 'https://github.com/cogniverse/test-toolkit';

export default defineConfig({
  title: 'Cogniverse test toolkit',
  description: 'Rules, codemods and a run-time set-up for test suites that load models.',
  lang: 'en',
  // GitHub Pages serves a project below its name, which the workflow gives.
  base: process.env['DOCS_BASE'] ?? '/',
  cleanUrls: true,
  srcExclude: ['playground/**'],
  head: [['link', { rel: 'icon', href: `${process.env['DOCS_BASE'] ?? '/'}icon.svg`, type: 'image/svg+xml' }]],
  themeConfig: {
    nav,
    sidebar,
    outline: 'deep',
    search: { provider: 'local' },
    editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path`, text: 'Edit this page' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
  },
  vite: {
    build: {
      // The editor of the playground, which no other page loads.
      chunkSizeWarningLimit: 700,
    },
  },
});
