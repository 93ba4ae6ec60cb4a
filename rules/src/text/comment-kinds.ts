import type { TSESTree } from '@typescript-eslint/utils';

const DIRECTIVE = new RegExp(
  [
    '@ts-(?:ignore|expect-error)\\b',
    '(?:eslint|oxlint|tslint|biome|deno-lint|rslint)-?(?:disable|ignore)',
    '(?:prettier|dprint|sonar|knip|stryker|semgrep)-?\\s?(?:ignore|disable)',
    '(?:istanbul|c8|v8|node:coverage)\\s+(?:ignore|disable)',
    '@?(?:vite-ignore|webpack[A-Z]\\w+|turbopackIgnore)',
    'noinspection\\b',
    '[#@](?:__PURE__|__NO_SIDE_EFFECTS__)',
  ].join('|'),
);

const HEADER = new RegExp(
  [
    '^!',
    '^/\\s*<(?:reference|amd-)',
    '\\b(?:copyright|licen[cs]e|spdx)\\b',
    '@(?:jest-|vitest-|ts-(?:no)?check|flow|noflow|jsx|format|prettier|generated|preserve|cc_on)',
    '@(?:fileoverview|file\\b|overview|packageDocumentation)',
    '^\\s*(?:eslint-(?:disable|enable|env)(?!-)|eslint\\s|globals?\\s|exported\\s|jshint|jslint)',
    '^\\s*(?:tslint:disable(?!-)|(?:istanbul|c8|v8) ignore (?:file|start))',
    '^\\s*(?:biome-ignore-all|oxlint-disable(?!-)|deno-lint-ignore-file)',
    '-\\*-|\\bvim?:',
  ].join('|'),
  'i',
);

/**
 * Whether a comment tells a tool something about the code next to it, so that it must not outlive or leave
 * that code.
 */
export function isDirectiveComment({ value }: TSESTree.Comment): boolean {
  return DIRECTIVE.test(value);
}

/**
 * Whether a comment speaks of the whole file and has to stay above its first statement: a pragma, a licence.
 */
export function isHeaderComment({ value }: TSESTree.Comment): boolean {
  return HEADER.test(value);
}
