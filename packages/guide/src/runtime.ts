// What the set-up of a test file needs: nothing here may load a parser or the schema.
export { isProbeUrl } from './capabilities.ts';
export type { CapabilityProbe } from './capabilities.ts';
export { formatDuration } from './duration.ts';
export type { EnvironmentVariable } from './environment.ts';
export { checkModel } from './models.ts';
export type { ModelPolicy, ModelVerdict } from './models.ts';
export { defaultPolicy } from './policy/policy.ts';
export type { Policy } from './policy/policy.ts';
export { findPolicyCandidates } from './policy/policy-candidates.ts';
export type { SetupAction, SetupPolicy } from './setup.ts';
