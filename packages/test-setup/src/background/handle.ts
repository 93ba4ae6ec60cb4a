/**
 * Whether the handle of a socket, server or child process keeps the process alive. Node.js has no public way
 * to ask; where it answers no more, the thing counts as one that does not.
 */
export function keepsProcessAlive(thing: object): boolean {
  const handle: unknown = Reflect.get(thing, '_handle');
  const hasRef: unknown =
    typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'hasRef') : undefined;
  return typeof hasRef === 'function' && Reflect.apply(hasRef, handle, []) === true;
}
