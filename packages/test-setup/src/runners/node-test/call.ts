import { isSkipSignal } from '../../gating/skip.ts';
import { isFunction, type TestFunction } from './arguments.ts';

/**
 * Calls the function of a test or hook as node:test does, with a callback where it takes one.
 *
 * @param fn - The author's function.
 * @param self - Its `this`.
 * @param args - The context, and the callback where `fn` has two parameters.
 * @param onSkip - Told the reason where the function leaves with a skip, which then counts as its end.
 * @returns What node:test is to get from it.
 */
export function callTest(
  fn: TestFunction,
  self: unknown,
  args: readonly unknown[],
  onSkip: (reason: string) => void,
): unknown {
  const [context, done] = args;
  if (fn.length === 2 && isFunction(done)) {
    const callback: TestFunction = (error) => {
      if (!isSkipSignal(error)) return done(error);
      onSkip(error.message);
      return done();
    };
    return Reflect.apply(fn, self, [context, callback]);
  }
  const rescue = (error: unknown): void => {
    if (!isSkipSignal(error)) throw error;
    onSkip(error.message);
  };
  try {
    const result = Reflect.apply(fn, self, args);
    return isThenable(result) ? Promise.resolve(result).catch(rescue) : result;
  } catch (error) {
    rescue(error);
    return undefined;
  }
}

/** Whether a value is to be awaited. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
