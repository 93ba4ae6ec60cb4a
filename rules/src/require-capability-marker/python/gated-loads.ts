import type { Py } from '@cogniverse/eslint-python';

import { calleeOf } from '../../models/python/callee.ts';
import { CACHED_LOAD, FROM_PRETRAINED } from '../../models/python/loaders.ts';
import { loadOf } from '../../models/python/loads.ts';
import { definitionsAt } from '../../resolve/python/bindings.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import type { Capabilities, Need } from '../capabilities.ts';

const NO_OTHERS: ReadonlySet<string> = new Set();

/** The load of a model that a capability stands for, whatever else is true. */
export function gatedLoad(
  call: Py.Call,
  source: PythonSource,
  { capabilities }: { readonly capabilities: Capabilities },
): Pick<Need<Py.Call>, 'capability' | 'what'> | undefined {
  const load = loadOf(call, source, NO_OTHERS);
  if (!load || load.isLight || !isKnownLoader(call, source)) return undefined;
  const names = load.values.map((value) =>
    value.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined,
  );
  const [name, ...others] = new Set(names);
  const capability = name === undefined || others.length > 0 ? undefined : capabilities.ofModel(name);
  return capability === undefined
    ? undefined
    : { capability, what: `${load.place.label} loads ${JSON.stringify(name)}` };
}

/** Whether a class that loads is one that is imported: what a fixture or a caller gives may be anything. */
function isKnownLoader({ func }: Py.Call, source: PythonSource): boolean {
  const callee = calleeOf(func, source);
  if (callee?.name !== FROM_PRETRAINED)
    return callee?.name === CACHED_LOAD || originsOf(func, source).length > 0;
  const { receiver } = callee;
  if (!receiver) return originsOf(func, source).length > 0;
  return receiver.nodeType === 'Name'
    ? (definitionsAt(receiver, source) ?? []).some(({ kind }) => kind !== 'parameter')
    : originsOf(receiver, source).length > 0;
}
