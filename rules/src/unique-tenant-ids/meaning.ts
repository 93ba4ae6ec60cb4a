/** Words of the functions that change what is kept. */
export const WRITES = new Set([
  'add', 'append', 'assign', 'create', 'delete', 'destroy', 'enqueue', 'grant', 'import', 'index', 'ingest',
  'insert',
  'invite', 'memorize', 'patch', 'persist', 'post', 'provision', 'publish', 'push', 'put', 'record', 'register',
  'remember', 'remove', 'save', 'seed', 'set', 'signup', 'store', 'subscribe', 'track', 'update', 'upload',
  'upsert',
  'write',
]);
/** Those of them that only take away. */
export const REMOVES = new Set(['delete', 'destroy', 'remove']);

/** Ids that mean something to the product, or that nothing is to be found under. */
const MEANT = new Set([
  '', '*', '-', 'admin', 'all', 'anon', 'anonymous', 'default', 'global', 'guest', 'me', 'none', 'null', 'owner',
  'public', 'root', 'self', 'superuser', 'system', 'undefined',
]);
const NOT_THERE = /non-?exist|does-?not|invalid|missing|no-such|unknown|bogus|wrong/i;
/** Hooks that put everything back: words of the functions that they call. */
export const CLEANS = new Set([
  'clean', 'cleanup', 'clear', 'delete', 'destroy', 'drain', 'drop', 'empty', 'erase', 'flush', 'flushall',
  'flushdb', 'obliterate', 'purge', 'remove', 'reset', 'restore', 'rollback', 'rm', 'teardown', 'truncate',
  'unlink', 'wipe',
]);

/** Whether an id means something by itself. */
export function isMeant(value: string): boolean {
  return MEANT.has(value.toLowerCase()) || NOT_THERE.test(value);
}
