import { expect, it } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import { isCollectedByName } from './collected-names.ts';
import { isPythonTestFile, isPythonTestPath } from './test-file.ts';

it.each([
  'test_a.py',
  'src/test_a.py',
  'a_test.py',
  'conftest.py',
  'src/conftest.py',
  'tests/helpers.py',
  'tests/fixtures/server.py',
  'app/tests/unit/base.py',
  'test/a.py',
  'src\\tests\\a.py',
  'tests.py',
  'tests/data/test_a.py',
  'data/tests/a.py',
  'tests/test_data.py',
])('%s is a test by its path', (file) => {
  expect(isPythonTestPath(file)).toBe(true);
});

it.each(['a.py', 'latest/a.py', 'contest.py', 'attest_a.py', 'src/testing.py', 'tests/data/a.py', 'tests/testdata/a.py', 'tests/a.js'])(
  '%s is none',
  (file) => {
    expect(isPythonTestPath(file)).toBe(false);
  },
);

it.each(['import pytest', 'from pytest import mark', 'import os, pytest as pt', 'import unittest', 'from unittest import TestCase', 'try:\n    import pytest\nexcept ImportError: ...'])(
  'a file with %s is a test',
  (text) => {
    expect(isPythonTestFile('checks.py', text)).toBe(true);
  },
);

it('a file of a vendored plugin is none', () => {
  expect(isPythonTestFile('tests/_vendor/plugin/conftest.py', 'import pytest')).toBe(false);
  expect(isPythonTestFile('tests\\_vendor\\plugin\\a.py', 'import pytest')).toBe(false);
});

it.each(['from unittest import mock', 'import unittest.mock', 'import pytester', '# import pytest', 'import pytest_asyncio_helper', 'text = "import pytest"'])(
  'a file with %s alone is none',
  (text) => {
    expect(isPythonTestFile('checks.py', text)).toBe(false);
  },
);

it.each([
  'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from app import a\n\n    import unittest\n',
  'import typing\n\nif typing.TYPE_CHECKING:  # for doctests()\n    import pytest',
  'if TYPE_CHECKING:\r\n\timport pytest\r\n\r\nimport os\r\n',
])('a file that imports a framework for its types alone is none: %j', (text) => {
  expect(isPythonTestFile('product.py', text)).toBe(false);
});

it.each([
  'if TYPE_CHECKING:\n    import os\nimport pytest\n',
  'if TYPE_CHECKING:\n    import unittest\nelse:\n    import pytest\n',
  'if not TYPE_CHECKING:\n    import pytest\n',
])('a file that also imports it to run is a test: %j', (text) => {
  expect(isPythonTestFile('checks.py', text)).toBe(true);
});

it.each([
  ['check_*.py test_*.py', 'check_a.py', true],
  ['checks/*.py', 'checks/a.py', true],
  ['check_*.py', 'a.py', false],
  ['*.py', 'a.py', false],
  ['**.py *', 'a.py', false],
])('python_files = %s: that pytest collects %s is %s', (patterns, file, isCollected) => {
  const project = makeProject({ 'pytest.ini': `[pytest]\npython_files = ${patterns}\n` });
  expect(isCollectedByName(`${project}/${file}`)).toBe(isCollected);
});
