/**
 * The name of a structural codemod; its command has the same. Apart from what it loads, which has types of
 * jscodeshift.
 */
export type CodemodName = 'cache-models' | 'manage-threads' | 'unique-ids';
