/** Runs the commands that a page shows, and puts down what they print. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A fence: a file that the reader saves (` ```ts search.test.ts `), or commands (` ```console `). */
const FENCE = /^```(?<language>\w+)(?: (?<file>\S+))?\n(?<body>[^]*?)^```$/gm;
const PROMPT = '$ ';

/**
 * Runs the commands of a page, each part of it (a heading of the second level) in a folder of its own that is empty
 * at first, with the files that it shows written into it in their order.
 *
 * @param {string} page The page's text.
 * @param {Readonly<Record<string, string>>} environment Variables for the commands.
 * @returns {Promise<string>} The page with what the commands printed.
 */
export async function runPage(page, environment) {
  const parts = page.split(/^(?=## )/m);
  const done = await Promise.all(parts.map((part) => runPart(part, environment)));
  return done.join('');
}

/**
 * A page without what differs from run to run: numbers of packages, times and versions.
 *
 * @param {string} page The page's text.
 * @returns {string} What has to be the same.
 */
export function comparable(page) {
  return page
    .replaceAll(/\b\d+(?:\.\d+)? ?(?:ms|s|m)\b/g, 'TIME')
    .replaceAll(/\b\d+ packages?\b/g, 'PACKAGES')
    .replaceAll(/\bv?\d+\.\d+\.\d+\b/g, 'VERSION');
}

/**
 * @param {string} part A part of a page.
 * @param {Readonly<Record<string, string>>} environment Variables for the commands.
 * @returns {Promise<string>} The part with what its commands printed.
 */
async function runPart(part, environment) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cogniverse-page-'));
  try {
    let result = '';
    let last = 0;
    for (const { 0: fence, index, groups } of part.matchAll(FENCE)) {
      const { language = '', file, body = '' } = groups ?? {};
      let text = fence;
      if (language === 'console')
        text = `\`\`\`console\n${await runCommands(body, folder, environment)}\`\`\``;
      else if (file) save(path.join(folder, file), body);
      result += part.slice(last, index) + text;
      last = index + fence.length;
    }
    return result + part.slice(last);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} file A file's path.
 * @param {string} text Its text.
 */
function save(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/**
 * @param {string} body Commands, each behind a prompt, with what they printed when they were last run.
 * @param {string} folder Where to run them.
 * @param {Readonly<Record<string, string>>} environment Variables for them.
 * @returns {Promise<string>} The commands with what they print now.
 */
async function runCommands(body, folder, environment) {
  let transcript = '';
  for (const line of body.split('\n')) {
    if (!line.startsWith(PROMPT)) continue;
    transcript += `${line}\n${shown(await run(line.slice(PROMPT.length), folder, environment), folder)}`;
  }
  return transcript;
}

/**
 * @param {string} command A command.
 * @param {string} folder Where to run it.
 * @param {Readonly<Record<string, string>>} environment Variables for it.
 * @returns {Promise<string>} All that it printed.
 */
function run(command, folder, environment) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:VITEST|NODE_ENV|NODE_OPTIONS|TEST|CI|FORCE_COLOR)/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), NO_COLOR: '1', ...environment };
  const child = spawn(`${command} 2>&1`, {
    cwd: folder,
    shell: true,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', () => {
      resolve(output);
    });
  });
}

/**
 * @param {string} output What a command printed.
 * @param {string} folder Where it ran.
 * @returns {string} What of it is for readers: without npm's remarks, blank lines around it and that folder's name.
 */
function shown(output, folder) {
  const lines = output
    .replaceAll(folder, '.')
    .split('\n')
    .filter((line) => !/^npm (?:warn|notice)\b/.test(line))
    .map((line) => line.trimEnd());
  const text = lines.join('\n').replace(/^\n+|\n+$/g, '');
  return text === '' ? '' : `${text}\n`;
}
