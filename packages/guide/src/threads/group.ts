import type { Language } from '../system-modules/system-modules.ts';
import type { OptionalThreadKind, ThreadApi } from './thread-api.ts';

type Entry = Pick<ThreadApi, 'module' | 'name' | 'kind'>;

/** Thread APIs with one reason and one alternative. */
export interface ThreadApiGroup {
  readonly managedBy: string;
  readonly reason: string;
  readonly optional?: OptionalThreadKind;
  readonly apis: readonly Entry[];
}

/** Classes of a module; the empty name is the module itself or its default export. */
export function classes(module: string, ...names: readonly string[]): readonly Entry[] {
  return names.map((name) => ({ module, name, kind: 'class' }));
}

/** Functions of a module; the empty name is the module itself or its default export. */
export function functions(module: string, ...names: readonly string[]): readonly Entry[] {
  return names.map((name) => ({ module, name, kind: 'function' }));
}

/** Lists what groups hold. */
export function threadApisOf(language: Language, groups: readonly ThreadApiGroup[]): readonly ThreadApi[] {
  return groups.flatMap(({ apis, ...shared }) =>
    apis.map((api) => ({ language, ...api, ...shared })),
  );
}
