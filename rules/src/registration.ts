/** Whether a configuration file of a runner registers the set-up, and where it does not: what `require-test-setup` sees. */
export { parseSource } from './resolve/module-file.ts';
export type { Source } from './resolve/source.ts';
export { configuredRunner, namesEntry, setupEntry, type ConfiguredRunner } from './require-test-setup/entry.ts';
export { findRegistration, type RegistrationQuestion } from './require-test-setup/find-registration.ts';
export { isForTests } from './require-test-setup/is-for-tests.ts';
export type { Gives, Place, Site, State, Verdict } from './require-test-setup/verdict.ts';
