import { reportOnce } from '../report-once.ts';
import { threadState } from '../realm.ts';

interface SessionState {
  /** The classes that are held to one thread already. */
  readonly held: WeakSet<object>;
  /** Switched off by a policy. */
  enabled: boolean;
}

const state = threadState<SessionState>('sessions', () => ({ held: new WeakSet(), enabled: true }));

const threadOptions = ['intraOpNumThreads', 'interOpNumThreads'] as const;

/** Turns the thread options of new sessions on or off. */
export function holdSessions(enabled: boolean): void {
  state.enabled = enabled;
}

/**
 * Makes sessions of onnxruntime run in one thread where the code does not say how many. onnxruntime reads no
 * variable for that, so the options are completed where they enter native code: below every copy of
 * `onnxruntime-node`, and of what is built on it, in any module system and realm.
 *
 * @param binding - What a native addon exports. Nothing happens unless it is that of onnxruntime.
 */
export function holdToOneThread(binding: unknown): void {
  const session = member(binding, 'InferenceSession');
  const isSession = typeof member(member(session, 'prototype'), 'loadModel') === 'function';
  if (!isObject(binding) || typeof session !== 'function' || !isSession || state.held.has(session)) {
    return;
  }
  const held = new Proxy(session, {
    construct(target, args: unknown[], newTarget: NewableFunction): object {
      const instance: unknown = Reflect.construct(target, args, newTarget);
      if (!isObject(instance)) {
        throw new TypeError('onnxruntime made no session');
      }
      return holdInstance(instance);
    },
  });
  state.held.add(held);
  Reflect.set(binding, 'InferenceSession', held);
}

/** The methods of the native class cannot be replaced, but an object can have one of its own. */
function holdInstance(session: object): object {
  const loadModel = member(session, 'loadModel');
  if (typeof loadModel === 'function') {
    Object.defineProperty(session, 'loadModel', {
      configurable: true,
      value: (...args: unknown[]): unknown => {
        const options = args.at(-1);
        if (state.enabled && isObject(options) && !ArrayBuffer.isView(options)) {
          args[args.length - 1] = withOneThread(options);
        }
        return Reflect.apply(loadModel, session, args);
      },
    });
  }
  return session;
}

function withOneThread(options: object): object {
  const given = threadOptions.filter((name) => member(options, name) !== undefined);
  const more = given.filter((name) => member(options, name) !== 1);
  if (more.length > 0) {
    const values = more.map((name) => `${name}: ${String(member(options, name))}`).join(', ');
    reportOnce(`an onnxruntime session keeps ${values}, as the code asks; the guide says 1.`);
  }
  const missing = threadOptions.filter((name) => !given.includes(name));
  return { ...options, ...Object.fromEntries(missing.map((name) => [name, 1])) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function member(value: unknown, name: string): unknown {
  return isObject(value) || typeof value === 'function' ? Reflect.get(value, name) : undefined;
}
