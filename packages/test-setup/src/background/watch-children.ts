import { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { after } from '../clock.ts';
import { threadState } from '../realm.ts';
import { wrapMethod } from '../wrap-method.ts';
import { captureSite, type CreationSite, framesOf } from './creation-site.ts';
import { guard } from './guard.ts';
import { keepsProcessAlive } from './handle.ts';
import { track, type Tracked } from './tracked.ts';

interface ChildrenState {
  watching: boolean;
}

const state = threadState<ChildrenState>('children', () => ({ watching: false }));

const STACK_DEPTH = 50;
const KILL_AFTER_MS = 500;

/** Tracks the child processes that are started from now on, and has the guard look at forks. */
export function watchChildren(): void {
  if (state.watching) {
    return;
  }
  state.watching = true;
  // What spawn, exec, execFile and fork have in common.
  wrapMethod(ChildProcess.prototype, 'spawn', (spawn) => {
    return function watched(this: unknown, ...args: unknown[]): unknown {
      const site = captureSite(watched, STACK_DEPTH);
      const fork = forkOf(args[0], site);
      if (fork !== undefined) {
        guard(fork, site);
      }
      const result = Reflect.apply(spawn, this, args);
      if (this instanceof ChildProcess) {
        track(new TrackedChild(this, site));
      }
      return result;
    };
  });
}

/** Only a process with a channel can be a fork, so other stacks are not written out. */
function forkOf(options: unknown, site: CreationSite): 'child_process.fork' | 'cluster.fork' | undefined {
  const stdio: unknown =
    typeof options === 'object' && options !== null ? Reflect.get(options, 'stdio') : undefined;
  if (!Array.isArray(stdio) || !stdio.includes('ipc')) {
    return undefined;
  }
  const nodes = framesOf(site).filter(({ file }) => file.startsWith('node:'));
  if (nodes.some(({ file }) => file.startsWith('node:internal/cluster'))) {
    return 'cluster.fork';
  }
  const isFork = nodes.some(({ file, name }) => file === 'node:child_process' && name === 'fork');
  return isFork ? 'child_process.fork' : undefined;
}

class TrackedChild implements Tracked {
  readonly advice = 'Await its end before the test ends: kill it in a hook, or in a finally.';
  readonly site: CreationSite;
  private readonly child: ChildProcess;

  constructor(child: ChildProcess, site: CreationSite) {
    this.child = child;
    this.site = site;
  }

  describe(): string {
    const [program = '', ...args] = this.child.spawnargs;
    const command = [path.basename(program), ...args].join(' ');
    return `child process ${this.child.pid} (${command.length > 60 ? `${command.slice(0, 60)}…` : command})`;
  }

  hasEnded(): boolean {
    return this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  holdsProcess(): boolean {
    return !this.hasEnded() && keepsProcessAlive(this.child);
  }

  mayEndWithin(): boolean {
    return true;
  }

  isShort(): boolean {
    return false;
  }

  async end(): Promise<void> {
    const exit = once(this.child, 'exit');
    const callOff = after(KILL_AFTER_MS, () => this.child.kill('SIGKILL'));
    this.child.kill();
    await exit;
    callOff();
  }
}
