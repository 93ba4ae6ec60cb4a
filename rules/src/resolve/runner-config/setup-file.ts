import { textOf } from '../disk.ts';
import { followOneImport, readSource } from '../module-file.ts';
import { evaluate, propertyValues, type StaticValue } from '../static-value.ts';
import { Binder } from '../test-calls/binder.ts';
import { bindSeeds } from '../test-calls/seeds.ts';

/** Calls whose first argument is a timeout. Playwright's may stand in a fixture. */
const SETTERS = new Set(['jest.setTimeout', 'test.setTimeout', 'testInfo.setTimeout']);

/** The timeouts that a file other than the test's own gives to tests, through `jest.setTimeout()` or `vi.setConfig()`. */
export function setupTimeouts(file: string, runner: 'jest' | 'playwright' | 'vitest'): readonly StaticValue[] {
  const source = mayStateTimeout(file) ? readSource(file) : undefined;
  if (!source) return [];
  const binder = new Binder(source);
  bindSeeds(binder, source, { testModules: [], globalRunner: () => runner, dynamicNodes: () => [] });
  return [...binder.helpers.values()].flatMap(({ name, node }) => {
    const [argument] = node.arguments;
    if (!argument || argument.type === 'SpreadElement') return [];
    const values = evaluate(argument, source, { followImport: followOneImport });
    if (SETTERS.has(name)) return values;
    if (name !== 'vi.setConfig') return [];
    return values.flatMap((value) => (value.kind === 'object' ? propertyValues(value, 'testTimeout') : []));
  });
}

function mayStateTimeout(file: string): boolean {
  const text = textOf(file) ?? '';
  // Any program has a `setTimeout` of its own.
  return (/\bsetTimeout\b/.test(text) && /\b(?:jest|playwright)\b/.test(text)) || /\bsetConfig\b/.test(text);
}
