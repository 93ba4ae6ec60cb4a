// What reads a project's policy: parsers and a schema. `bundle.mjs` makes one file of it, which is loaded only
// where a project has a policy.
export { loadPolicy } from '@cogniverse/guide';
