import { defineConfig } from 'vitepress';

import { nav, sidebar } from './navigation.ts';
import { playgroundLinks } from './playground-links.ts';

// Where the site is published, which the workflow says: GitHub Pages serves a project below its name.
const URL_OF_SITE = process.env['DOCS_URL']?.replace(/\/*$/, '/');
const BASE = URL_OF_SITE === undefined ? '/' : new URL(URL_OF_SITE).pathname;
const REPOSITORY = 'https://github.com/cogniverse/test-toolkit';

export default defineConfig({
  title: 'Cogniverse test toolkit',
  description: 'Rules, codemods and a run-time set-up for test suites that load models.',
  lang: 'en',
  base: BASE,
  cleanUrls: true,
  ...(URL_OF_SITE !== undefined && { sitemap: { hostname: URL_OF_SITE } }),
  srcExclude: ['playground/**'],
  head: [['link', { rel: 'icon', href: `${BASE}icon.svg`, type: 'image/svg+xml' }]],
  themeConfig: {
    nav,
    sidebar,
    outline: 'deep',
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          searchOptions: {
            fuzzy: 0.2,
            prefix: true,
            boost: { title: 4, text: 2, titles: 1 },
            // Who looks for a rule wants its page, and last of all why it was built as it is.
            boostDocument: (page: string) => {
              if (page.includes('decisions')) return 0.2;
              return /\/rules\/[a-z-]+$/.test(page.split('#')[0] ?? '') ? 2 : 1;
            },
          },
        },
      },
    },
    editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path`, text: 'Edit this page' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
  },
  markdown: {
    // The default themes are hard to read for some: less contrast than WCAG asks for.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(markdown) {
      markdown.use(playgroundLinks, BASE);
    },
  },
  // The editor of the playground is that large, and no other page loads it.
  vite: { build: { chunkSizeWarningLimit: 700 } },
});
