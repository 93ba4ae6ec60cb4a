import { testTimeouts } from '../../test/timeout-cases.ts';

testTimeouts('require-async-timeout with Mocha', {
  shared: { settings: { cogniverse: { runner: 'mocha' } }, filename: 'case.test.js' },
  bounded: [
    'it("x", function () {});',
    'it("x", async function () { this.timeout(5000); });',
    'it("x", async function () { this.timeout("5s"); });',
    'it("x", async function () { if (slow) this.timeout(5000); });',
    'it("x", async function () { this.retries(2).timeout(5000); });',
    'it("x", async () => {}).timeout(5000);',
    'it("x", async () => {}).timeout(5000).retries(2);',
    'describe("s", function () { this.timeout(5000); it("x", async () => {}); });',
    'describe("s", function () { it("x", async () => {}); this.timeout(5000); });',
    'describe("s", function () { this.timeout(5000); context("in", () => { specify("x", async () => {}); }); });',
    'describe("s", () => { it("x", async () => {}); }).timeout(5000);',
    'describe("s", function () { it("by the suite\'s this", async () => { this.timeout(5000); }); });',
    'describe("s", function () { beforeEach(function () { this.currentTest.timeout(5000); }); it("x", async () => {}); });',
    'beforeEach(function () { this.currentTest.timeout(5000); }); it("x", async () => {});',
    'it("x", wrap(async function () { this.timeout(5000); }));',
    'xit("x", async () => {}); describe.skip("s", () => { it("y", async () => {}); });',
    'suite("s", () => { setup(async () => {}); });',
    'import { it as spec } from "mocha"; spec("x", async () => {}).timeout(1);',
  ],
  unbounded: [
    { code: 'it("x", async () => {});', fixed: 'it("x", async () => {}).timeout(30000);' },
    { code: 'it("x", async () => {})', fixed: 'it("x", async () => {}).timeout(30000)' },
    { code: 'it("x", (done) => { go(done); });', fixed: 'it("x", (done) => { go(done); }).timeout(30000);' },
    { code: 'it.only("x", async () => {}).retries(2);', fixed: 'it.only("x", async () => {}).timeout(30000).retries(2);' },
    { code: 'it("x", async function () {});', fixed: 'it("x", async function () { this.timeout(30000); });' },
    { code: 'it("x", async function () { await go(); });', fixed: 'it("x", async function () { this.timeout(30000); await go(); });' },
    {
      code: 'it("x", async function () {\n  await go();\n});',
      fixed: 'it("x", async function () {\n  this.timeout(30000);\n  await go();\n});',
    },
    {
      code: '\tit("x", async function () { // first\n\t\t"use strict"\n\t\tawait go()\n\t})',
      fixed: '\tit("x", async function () { // first\n\t\t"use strict"\n\t\tthis.timeout(30000)\n\t\tawait go()\n\t})',
    },
    {
      name: 'no semicolons, but one is needed',
      code: 'it("x", async function () {\n  [1].map(go)\n})\nlast()',
      fixed: 'it("x", async function () {\n  this.timeout(30000);\n  [1].map(go)\n})\nlast()',
    },
    {
      code: 'it("x", async function () {\n});',
      fixed: 'it("x", async function () {\n  this.timeout(30000);\n});',
    },
    { code: 'async function body() {} it("x", body);', fixed: 'async function body() {} it("x", body).timeout(30000);' },
    {
      code: 'it("x", async () => {}, 5000);',
      reason: 'Mocha ignores arguments after the function',
      fixed: 'it("x", async () => {}).timeout(5000);',
    },
    {
      code: 'it("x", async function () {}, 0);',
      reason: 'Mocha ignores arguments after the function',
      fixed: 'it("x", async function () { this.timeout(30000); });',
    },
    {
      code: 'it("x", async function () { this.timeout("2h"); });',
      reason: '`"2h"` is longer than 30m',
      suggested: 'it("x", async function () { this.timeout(30000); });',
    },
    {
      code: 'it("x", async () => {}).timeout(0);',
      reason: '`0` switches the timeout off',
      suggested: 'it("x", async () => {}).timeout(30000);',
    },
    {
      code: 'it("x", async function () { this.timeout("soon"); });',
      reason: '`"soon"` ends the test at once',
      suggested: 'it("x", async function () { this.timeout(30000); });',
    },
    {
      code: 'describe("s", function () { this.timeout(0); it("x", async () => {}); it("y", async () => {}).timeout(5); });',
      tests: '1 async test',
      reason: '`0` switches the timeout off',
      suggested: 'describe("s", function () { this.timeout(30000); it("x", async () => {}); it("y", async () => {}).timeout(5); });',
    },
    {
      name: 'a timeout of a hook',
      code: 'before(function () { this.timeout(5000); }); it("x", async () => {});',
      fixed: 'before(function () { this.timeout(5000); }); it("x", async () => {}).timeout(30000);',
    },
    {
      name: 'no function gives `this` a meaning',
      code: 'it("x", async () => { this.timeout(5000); });',
      fixed: 'it("x", async () => { this.timeout(5000); }).timeout(30000);',
    },
    {
      name: 'a getter',
      code: 'it("x", async function () { log(this.timeout()); });',
      fixed: 'it("x", async function () { this.timeout(30000); log(this.timeout()); });',
    },
  ],
});
