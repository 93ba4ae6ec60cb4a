import { h } from '../dom.ts';
import { visible } from '../text.ts';

/** A finding's message, in which what stands between backticks is shown as code. */
export function messageNodes(message: string): readonly (Node | string)[] {
  return visible(message)
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => (/^`[^`]+`$/.test(part) ? h('code', {}, part.slice(1, -1)) : part));
}
