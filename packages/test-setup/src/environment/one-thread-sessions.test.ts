import { afterEach, expect, test } from 'vitest';

import { holdSessions, holdToOneThread } from './one-thread-sessions.ts';

/** As in the addon, whose class cannot be changed. */
class InferenceSession {
  readonly loaded: unknown[] = [];

  loadModel(...args: unknown[]): void {
    this.loaded.push(...args);
  }
}
Object.freeze(InferenceSession.prototype);

afterEach(() => {
  holdSessions(true);
});

function loadedWith(...args: unknown[]): unknown[] {
  const binding = { InferenceSession };
  holdToOneThread(binding);
  holdToOneThread(binding);
  const session = new binding.InferenceSession();
  expect(session).toBeInstanceOf(InferenceSession);
  session.loadModel(...args);
  return session.loaded;
}

test('a session that does not say gets one thread of each kind', () => {
  expect(loadedWith('model.onnx', {})).toEqual(['model.onnx', { intraOpNumThreads: 1, interOpNumThreads: 1 }]);
});

test('other options stay, and what is undefined counts as not said', () => {
  const options = { enableCpuMemArena: false, intraOpNumThreads: undefined };
  expect(loadedWith(new ArrayBuffer(8), 0, 8, options).at(-1)).toEqual({
    enableCpuMemArena: false,
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  expect(options.intraOpNumThreads).toBeUndefined();
});

test('what is not an object of options is handed on', () => {
  const bytes = new Uint8Array(2);
  expect(loadedWith(bytes)).toEqual([bytes]);
});

test('switched off, nothing is changed', () => {
  holdSessions(false);
  expect(loadedWith('model.onnx', {})).toEqual(['model.onnx', {}]);
});

test.each([undefined, 1, {}, { InferenceSession: 1 }, { InferenceSession: Map }])(
  'another addon is left alone: %o',
  (binding) => {
    const before: unknown = structuredClone(binding instanceof Object ? Object.keys(binding) : binding);
    holdToOneThread(binding);
    expect(binding instanceof Object ? Object.keys(binding) : binding).toEqual(before);
  },
);
