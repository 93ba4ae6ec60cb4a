import { formatDuration } from '@cogniverse/guide';

import type { Mark, Placed } from '../../resolve/python/marks.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import { staticPrimitive, staticValues, type PyPrimitive, type PyValue } from '../../resolve/python/static-value.ts';
import { UNKNOWN, type Fault, type Verdict } from '../limit.ts';

/** What pytest-timeout makes of a `timeout` mark; `fallsBack` means that the default timeout holds instead. */
export interface MarkVerdict {
  readonly verdict: Verdict;
  /** The expression that is the time, where one stands there. */
  readonly value?: Placed;
}

const PARAMETERS = ['timeout', 'method', 'func_only'] as const;
const POSITIONAL = 2;

/**
 * Judges a `timeout` mark.
 *
 * @param max - The longest time that counts, in milliseconds.
 */
export function judgeMark({ args, keywords, hasMore }: Mark, max: number): MarkVerdict {
  const value = args[0] ?? keywords.get('timeout');
  if (hasMore) return { verdict: UNKNOWN };
  if (args.length === 0 && keywords.size === 0) {
    return {
      verdict: { ...refused('pytest stops at a `timeout` mark without an argument'), cause: 'absent' },
    };
  }
  const unknown = [...keywords.keys()].find((name) => !PARAMETERS.some((parameter) => parameter === name));
  if (unknown !== undefined)
    return { verdict: refused(`the \`timeout\` mark has no argument \`${unknown}\``) };
  const isTwice = PARAMETERS.slice(0, args.length).some((parameter) => keywords.has(parameter));
  if (args.length > POSITIONAL || isTwice)
    return { verdict: refused('the `timeout` mark has too many arguments') };
  if (!value) return { verdict: absent('the mark states no time and hides those further out') };
  const method = args[1] ?? keywords.get('method');
  if (method && staticValues(method.node, method.source).every(isNoMethod))
    return { verdict: refused(`\`${shownOf(method)}\` is no method of pytest-timeout`) };
  return { verdict: judgeValues(staticValues(value.node, value.source), shownOf(value), max), value };
}

/** pytest-timeout stops at a method that it does not know; `None` is the default. */
function isNoMethod(value: PyValue): boolean {
  return value.kind === 'constant' && value.value !== null && !/^(?:signal|thread)$/.test(String(value.value));
}

function judgeValues(values: readonly PyValue[], shown: string, max: number): Verdict {
  const verdicts = values.map((value) => judgeValue(value, shown, max));
  const bound = verdicts.find(({ bounds }) => bounds);
  return verdicts.length === 1 ? (verdicts[0] ?? UNKNOWN) : bound ? UNKNOWN : (verdicts[0] ?? UNKNOWN);
}

function judgeValue(value: PyValue, shown: string, max: number): Verdict {
  switch (value.kind) {
    case 'unknown': {
      const seconds = floatOf(value);
      return seconds === null ? UNKNOWN : judgeSeconds(seconds, shown, max);
    }
    case 'constant':
      return value.value === null
        ? absent(`\`${shown}\` sets no time`)
        : judgeSeconds(value.value, shown, max);
    default:
      return refused(`\`${shown}\` is no number of seconds`);
  }
}

/** `float('inf')` or `math.inf`, which no literal spells. */
function floatOf({ node, source }: PyValue): PyPrimitive {
  const [path] = originsOf(node, source).map((origin) => origin.path);
  const [, name] = /^math\.(inf|nan)$/.exec(path ?? '') ?? [];
  if (name !== undefined) return name;
  const [argument, ...others] = node.nodeType === 'Call' ? node.args : [];
  return path === 'builtins.float()' && argument && others.length === 0
    ? (staticPrimitive(argument, source) ?? null)
    : null;
}

/** Judges a number of seconds as the source or a configuration spells it. */
export function judgeSeconds(value: NonNullable<PyPrimitive>, shown: string, max: number): Verdict {
  const seconds = typeof value === 'string' ? parseFloatText(value) : Number(value);
  if (seconds === undefined) return refused(`\`${shown}\` is no number of seconds`);
  if (seconds === Infinity) return refused(`\`${shown}\` is longer than a timer can be`);
  // A comparison with NaN fails.
  if (!(seconds > 0)) return chosen(`\`${shown}\` switches the timeout off`);
  const ms = seconds * 1_000;
  return ms > max ? chosen(`\`${shown}\` is longer than ${formatDuration(max)}`) : { bounds: true, ms };
}

/** Text as Python's `float` reads it. */
function parseFloatText(text: string): number | undefined {
  const trimmed = text.trim();
  const special = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i.exec(trimmed);
  if (special) return special[2] === undefined ? NaN : special[1] === '-' ? -Infinity : Infinity;
  const isNumber = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+)?$/i.test(trimmed);
  return isNumber ? Number(trimmed.replaceAll('_', '')) : undefined;
}

const MAX_SHOWN = 40;

function shownOf({ node, source }: Placed): string {
  const shown = source.text.slice(...node.range).replace(/\s+/g, ' ');
  return shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN - 1)}…` : shown;
}

function chosen(reason: string): Fault {
  return { bounds: false, reason, fallsBack: false, cause: 'value' };
}

function absent(reason: string): Fault {
  return { bounds: false, reason, fallsBack: true, cause: 'absent' };
}

function refused(reason: string): Fault {
  return { bounds: false, reason, fallsBack: false, cause: 'value' };
}
