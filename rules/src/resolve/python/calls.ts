import type { Py } from '@cogniverse/eslint-python';

/** What a call is given by keyword. */
export function keywordOf(call: Pick<Py.Call, 'keywords'> | undefined, name: string): Py.expr | undefined {
  return call?.keywords.find(({ arg }) => arg === name)?.value;
}

/** The default of a parameter. */
export function defaultOf(parameter: Py.arg, parameters: Py.Arguments): Py.expr | undefined {
  const { posonlyargs, args, defaults, kwonlyargs, kw_defaults: keywordDefaults } = parameters;
  const positional = [...posonlyargs, ...args];
  const place = positional.indexOf(parameter);
  if (place >= 0) return defaults[place - (positional.length - defaults.length)];
  return keywordDefaults[kwonlyargs.indexOf(parameter)] ?? undefined;
}
