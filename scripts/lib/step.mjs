import { spawn } from 'node:child_process';
import util from 'node:util';

const live = process.stdout.isTTY;

/**
 * Colours a text where standard output is a terminal that shows colours.
 *
 * @param {'green' | 'red' | 'bold' | 'dim'} style
 * @param {string} text
 */
function paint(style, text) {
  return live && process.stdout.hasColors() ? util.styleText(style, text) : text;
}

/**
 * A command that a step runs.
 *
 * @typedef {object} Command
 * @property {string} program
 * @property {readonly string[]} args
 * @property {string} [cwd]
 * @property {boolean} [shown] the output is shown as it comes, instead of only when the step fails
 * @property {string} [repeat] what a person types to run the step alone
 */

/** A step ended with another exit code than it may. */
export class StepFailed extends Error {
  /**
   * @param {string} title
   * @param {number} code
   * @param {string | undefined} repeat
   */
  constructor(title, code, repeat) {
    super(`Stopped at "${title}" (exit code ${code}).${repeat ? ` To run it alone: ${repeat}` : ''}`);
    this.code = code;
  }
}

/**
 * Runs a command as a named step: says what starts, how long it took, and how it ended.
 *
 * @param {string} title
 * @param {Command} command
 * @param {(code: number) => boolean} [accepts] the exit codes that count as done
 * @returns {Promise<number>} the exit code
 * @throws {StepFailed} after having printed what the command said
 */
export async function step(title, command, accepts = (code) => code === 0) {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  const ticking = live && !command.shown;
  process.stdout.write(`→ ${title}${ticking ? '' : '\n'}`);
  const ticker = ticking
    ? setInterval(() => process.stdout.write(`\r→ ${title} ${paint('dim', seconds())}`), 500)
    : undefined;
  const { code, output } = await run(command);
  clearInterval(ticker);
  if (ticking) process.stdout.write('\r\u001B[K');
  const done = accepts(code);
  const mark = done ? paint('green', '✓') : paint('red', '✗');
  console.log(`${mark} ${title} ${paint('dim', `(${seconds()})`)}`);
  if (done) return code;
  process.stdout.write(output);
  throw new StepFailed(title, code, command.repeat);
}

/**
 * @param {Command} command
 * @returns {Promise<{ code: number, output: string }>}
 */
function run({ program, args, cwd, shown }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      stdio: shown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      // npm and npx are batch files on Windows.
      shell: process.platform === 'win32' && program !== process.execPath,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    }
    child.on('error', (error) => {
      resolve({ code: 127, output: `${error.message}\n` });
    });
    child.on('close', (code, signal) => {
      resolve({ code: code ?? 1, output: signal ? `${output}\nended by ${signal}\n` : output });
    });
  });
}

/**
 * Runs an entry point: a failed step ends it with one clear line and a non-zero exit code.
 *
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(`\n${paint('red', error.message)}`);
    process.exitCode = error.code;
  }
}
