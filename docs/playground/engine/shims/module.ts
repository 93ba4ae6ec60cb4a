/** What the packages use of `node:module`: `createRequire`, for what they load late or as data. */
import { name, version } from 'eslint-plugin-cogniverse/package.json';

const provided = new Map<string, unknown>([['../package.json', { name, version }]]);

/** Has `require(name)` give a module that was loaded already. */
export function provideModule(module: string, value: unknown): void {
  provided.set(module, value);
}

export function createRequire(): (module: string) => unknown {
  return (module) => {
    if (!provided.has(module)) throw new Error(`The playground has no module "${module}".`);
    return provided.get(module);
  };
}
