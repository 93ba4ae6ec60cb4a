/**
 * Whether a specifier means one of the modules that `settings.cogniverse.testModules` lists. Relative modules are
 * configured by the end of their path, since each file imports them by another one.
 */
export function isTestModule(specifier: string, testModules: readonly string[]): boolean {
  if (testModules.includes(specifier)) return true;
  if (!specifier.startsWith('.')) return false;
  const path = withoutPrefix(specifier);
  return testModules.some((module) => module.startsWith('.') && `/${path}`.endsWith(`/${withoutPrefix(module)}`));
}

function withoutPrefix(specifier: string): string {
  return specifier.replace(/^(?:\.{1,2}\/)+/, '').replace(/\.[mc]?[jt]sx?$/, '');
}
