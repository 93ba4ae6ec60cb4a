/** Names of models that are made for tests, of some hundred kilobytes: they load in no time. */
const RANDOM = /(?:^|\/)tiny-random|-tiny-random$|^[\w-]*internal-testing\//i;

/** Whether a model's name says that its weights are random ones, made for tests. */
export function hasRandomWeights(name: string): boolean {
  return RANDOM.test(name);
}
