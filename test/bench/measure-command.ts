import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a command cost. */
export interface Cost {
  /** Wall time, in milliseconds. */
  readonly time: number;
  /**
   * The most memory that the command and its child processes held at one moment, in bytes: proportional set
   * sizes, where a page that processes share counts once, looked at every 50 ms. `undefined` without `/proc`.
   */
  readonly memory: number | undefined;
}

/**
 * Runs a command and measures it from its start to its end.
 *
 * @param accepts - The exit codes that say that it ran.
 * @throws {Error} with what it said, where it ends otherwise.
 */
export async function measureCommand(
  program: string,
  args: readonly string[],
  cwd: string,
  accepts: readonly number[] = [0],
): Promise<Cost> {
  const start = performance.now();
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let memory = 0;
  const sampler = setInterval(() => (memory = Math.max(memory, memoryOf(child.pid))), 50);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  }
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  const time = performance.now() - start;
  clearInterval(sampler);
  if (code === null || !accepts.includes(code)) {
    throw new Error(`${[program, ...args].join(' ')} ended with ${code}:\n${said.join('').slice(-2000)}`);
  }
  return { time, memory: memory > 0 ? memory : undefined };
}

/** The proportional set size of a process and all below it, in bytes; 0 where it can't be read. */
function memoryOf(pid: number | undefined): number {
  if (pid === undefined) return 0;
  try {
    const kibibytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return children.reduce((sum, child) => sum + memoryOf(Number(child)), Number(kibibytes ?? 0) * 1024);
  } catch {
    return 0;
  }
}
