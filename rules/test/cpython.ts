import { spawnSync } from 'node:child_process';

/** The command that runs CPython 3.8 or later here; `undefined` where there is none. */
export const cpython = ['python3', 'python'].find((command) => {
  const { status } = spawnSync(command, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']);
  return status === 0;
});

/**
 * What a Python program makes of texts, in one process.
 *
 * @param program - Defines `check(text)`, whose results are handed back.
 * @throws {Error} where there is no Python or the program fails, with what it says.
 */
export function inPython(program: string, texts: readonly string[]): readonly unknown[] {
  const script = `import io, json, sys\n${program}\ntexts = json.load(io.TextIOWrapper(sys.stdin.buffer, "utf-8"))\nprint(json.dumps([check(text) for text in texts]))\n`;
  const { status, stdout, stderr } = spawnSync(cpython ?? 'python3', ['-W', 'ignore', '-c', script], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n', stdout.length - 2) + 1)) as readonly unknown[];
}
