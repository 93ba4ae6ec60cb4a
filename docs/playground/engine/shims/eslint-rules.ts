/** Stands in for ESLint's own rules, which the playground does not run: most of what there is to load of ESLint. */
export function get(): undefined {
  return undefined;
}
