/** What the packages use of `node:util`. */
export { default as inspect } from 'object-inspect';
