/**
 * The named sets of system modules, each holding the ones before it: `core` is the process, its files and
 * its module loader; `system` is whatever touches the operating system; `stdlib` is all that the
 * language's runtime provides.
 */
export const systemModuleSets = ['core', 'system', 'stdlib'] as const;

/** The name of a set of system modules. */
export type SystemModuleSet = (typeof systemModuleSets)[number];

/** Whether a set holds the modules of another one. */
export function includesSet(set: SystemModuleSet, smaller: SystemModuleSet): boolean {
  return systemModuleSets.indexOf(smaller) <= systemModuleSets.indexOf(set);
}
