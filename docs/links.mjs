/** Finds links in Markdown pages that lead nowhere. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const LINK = /\]\((?<target>[^)\s]+)\)/g;

/**
 * Every relative link of the project's Markdown pages whose file or heading is not there.
 *
 * @param {string} root The project's folder.
 * @returns {string[]} A line for each broken link.
 */
export function brokenLinks(root) {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', '*.md'], { cwd: root, encoding: 'utf8' });
  const pages = listed.split('\0').filter((page) => page !== '' && !page.includes('fixtures/') && existsSync(path.join(root, page)));
  return pages.flatMap((page) => {
    const text = readFileSync(path.join(root, page), 'utf8');
    return [...text.matchAll(LINK)]
      .map(({ groups }) => groups?.target ?? '')
      .filter((target) => !/^[a-z]+:/i.test(target) && !leadsSomewhere(path.join(root, page), target))
      .map((target) => `${page}: the link to ${target} leads nowhere`);
  });
}

/**
 * @param {string} page The page's absolute path.
 * @param {string} target The link's target.
 * @returns {boolean} Whether the file, and the heading in it, exist.
 */
function leadsSomewhere(page, target) {
  const [file = '', anchor] = target.split('#');
  const linked = file === '' ? page : path.resolve(path.dirname(page), file);
  if (!existsSync(linked)) return false;
  if (!anchor || !linked.endsWith('.md')) return true;
  return [...readFileSync(linked, 'utf8').matchAll(/^#+ (?<heading>.+)$/gm)].some(
    ({ groups }) => slug(groups?.heading ?? '') === anchor,
  );
}

/**
 * @param {string} heading A heading's text.
 * @returns {string} The anchor that hosts make of it.
 */
function slug(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}
