import type { Py } from '@cogniverse/eslint-python';

import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';

/**
 * What a name of a resource does with it where it is read: it may end it, hands it to other code, which may
 * end it, gives it to the tests that ask for a fixture, or none of these.
 */
export type Use = 'ends' | 'escapes' | 'handed' | 'neutral';

/** A part of the name of what ends something: `close`, `server_close`, `stop_all`, `kill`, `__exit__`. */
const ENDING =
  /close|stop|shut|quit|kill|terminat|wait|communicate|clean|dispos|disconnect|releas|exit|unlink|rmtree|remove|delet|teardown|destroy|finish|join|detach|end$|signal|poll/i;

/** Functions that take something and keep nothing of it. */
const LOOKING =
  /^builtins\.(?:print|len|str|repr|isinstance|id|type|bool|hasattr|callable)$|^os\.path\.|^os\.(?:chdir|fspath|makedirs|mkdir|listdir)$|^asyncio\.set_event_loop$|^time\.sleep$|^logging\./;
/** What stands for a process or a file where it is handed on. */
const STANDING_FOR = new Set(['pid', 'name', 'fd', 'fileno', '__exit__']);

/** What an expression that is a resource does with it. */
export function useOf(node: Py.expr, source: PythonSource): Use {
  const { parent } = node;
  switch (parent?.nodeType) {
    case 'Attribute':
      if (ENDING.test(parent.attr)) return 'ends';
      return STANDING_FOR.has(parent.attr) && isArgument(parent) ? 'escapes' : 'neutral';
    case 'withitem':
      return 'ends';
    case 'Return':
    case 'Yield':
      return 'handed';
    case 'Call':
    case 'keyword': {
      if (parent.nodeType === 'Call' && parent.func === node) return 'neutral';
      const call = parent.nodeType === 'keyword' ? parent.parent : parent;
      const isLook =
        call?.nodeType === 'Call' && originsOf(call.func, source).some(({ path }) => LOOKING.test(path));
      return isLook ? 'neutral' : 'escapes';
    }
    case 'Await':
    case 'Expr':
    case 'Compare':
    case 'UnaryOp':
    case 'Assert':
    case 'FormattedValue':
    case 'Delete':
    case 'If':
    case 'While':
      return 'neutral';
    case 'Subscript':
      return parent.value === node ? 'neutral' : 'escapes';
    case 'For':
    case 'AsyncFor':
    case 'comprehension':
      return parent.iter === node ? 'neutral' : 'escapes';
    default:
      return 'escapes';
  }
}

function isArgument(node: Py.expr): boolean {
  const { parent } = node;
  return parent?.nodeType === 'keyword' || (parent?.nodeType === 'Call' && parent.func !== node);
}
