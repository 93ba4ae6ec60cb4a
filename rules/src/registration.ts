/**
 * What `setup` has to know of configurations: whether one registers the set-up, as `require-test-setup` sees it, and
 * what pytest is configured to do, as the rules read it.
 */
export { parseSource } from './resolve/module-file.ts';
export { findRegistration, type RegistrationQuestion } from './require-test-setup/find-registration.ts';
export {
  type PluginRegistration,
  pluginRegistration,
  VENDORED_FOLDERS,
  VENDORED_MODULE,
  VENDORED_PACKAGE,
  vendoredFolder,
} from './require-test-setup/python/plugin-registration.ts';
export { type SupersededCode, supersededCode } from './require-test-setup/python/superseded.ts';
export type { Site, Verdict } from './require-test-setup/verdict.ts';
export { parseIni } from './resolve/python/ini.ts';
export {
  PYTEST_CONFIG_FILES,
  type PytestConfig,
  readPytestConfig,
  valuesOfFlag,
} from './resolve/python/pytest-config.ts';
export { type DefaultTimeout, defaultTimeout } from './resolve/python/pytest-timeout-config.ts';
export { collectedNames } from './resolve/python/collected-names.ts';
export { pluginStatements } from './resolve/python/stated-plugins.ts';
export { packagesStatedIn } from './resolve/python/stated-packages.ts';
export { readSuiteFile, registeredMarkersOf, type SuiteFile, type UnregisteredUse } from './pytest-suite.ts';
