/** Whether a configuration file of a runner registers the set-up, and where it does not: what `require-test-setup` sees. */
export { parseSource } from './resolve/module-file.ts';
export { findRegistration, type RegistrationQuestion } from './require-test-setup/find-registration.ts';
export type { Site, Verdict } from './require-test-setup/verdict.ts';
