import { expect, it } from 'vitest';

import { describeSources } from '../../test/sources.ts';
import { mockedModules } from './mocked-modules.ts';

describeSources((makeSource) => {
  it.each([
    ['vi.mock("a")', ['a']],
    ['import { vi } from "vitest"; vi.doMock(import("a"), () => ({}))', ['a']],
    ['import { vi as v } from "vitest"; v.mock("a")', ['a']],
    ['jest.mock("a", () => ({})); jest.unstable_mockModule("b", () => ({}))', ['a', 'b']],
    ['import { mock } from "node:test"; mock.module("a", {})', ['a']],
    ['vi.mock(name)', []],
    ['vi.unmock("a")', []],
    ['const vi = { mock() {} }; vi.mock("a")', []],
    ['store.mock("a")', []],
  ])('finds what a file mocks: %s', (code, expected) => {
    expect([...mockedModules(makeSource(code))]).toEqual(expected);
  });
});
