import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { packageFile } from '../../package-files.ts';
import type { ReportData } from './report-data.ts';

/** Where the build puts what the page runs and how it looks. */
const ASSETS = packageFile('dist/reporters/html/');

/** Puts a report into one page that asks nothing of any other place. */
export function documentOf(data: ReportData, parts: readonly string[]): string {
  const [script, style] = ['page.js', 'page.css'].map((name) =>
    readFileSync(new URL(name, ASSETS), 'utf8').trim(),
  );
  const { findings, read } = data.figures;
  const title = `${data.project}: suite report`;
  const inShort = `${figure(findings)} in ${figure(data.figures.files)} of ${figure(read)} files read.`;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<meta name="generator" content="cogniverse-codemod ${escapeText(data.tool)}">`,
    '<link rel="icon" href="data:,">',
    `<title>${escapeText(title)}</title>`,
    `<style>${style ?? ''}</style>`,
    `<script>${script ?? ''}</script>`,
    '</head>',
    '<body>',
    `<noscript><h1>${escapeText(title)}</h1><p>Findings: ${inShort} The rest needs the page's script.</p>`,
    `${rulesTable(data)}</noscript>`,
    `<script type="application/json" id="data">${escapeScript(JSON.stringify(data))}</script>`,
    ...parts.map(
      (part, index) => `<script type="application/json" id="part-${index}">${escapeScript(part)}</script>`,
    ),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function rulesTable({ figures }: ReportData): string {
  const rows = Object.entries(figures.rules).map(
    ([name, count]) => `<tr><th scope="row">${escapeText(name)}</th><td>${figure(count)}</td></tr>`,
  );
  return rows.length === 0 ? '' : `<table>${rows.join('')}</table>`;
}

function figure(count: number): string {
  return count.toLocaleString('en');
}

function hashOf(text: string | undefined): string {
  return `sha256-${createHash('sha256')
    .update(text ?? '')
    .digest('base64')}`;
}

/** JSON in which nothing ends a script, and no character ends a line. */
function escapeScript(json: string): string {
  return json.replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
