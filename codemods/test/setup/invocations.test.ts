import { describe, expect, it } from 'vitest';

import { invocationsIn } from '../../src/setup/runners/invocations.ts';

function programs(line: string, others: Record<string, string> = {}): readonly string[] {
  return invocationsIn(new Map(Object.entries({ ...others, given: line })))
    .filter(({ script }) => script === 'given')
    .map(({ program, folder }) => (folder === '.' ? program : `${program} in ${folder}`));
}

describe('a script that calls', () => {
  it.each([
    ['vitest', ['vitest']],
    ['vitest run --coverage', ['vitest']],
    ['npm run build && vitest run', ['vitest']],
    ['CI=1 FOO="a b" vitest', ['vitest']],
    ['cross-env NODE_ENV=test jest --ci', ['jest']],
    ['npx -y jest', ['jest']],
    ['pnpm exec vitest run', ['vitest']],
    ['yarn jest', ['jest']],
    ['bunx vitest', ['vitest']],
    ['nyc --reporter=lcov mocha test', ['mocha']],
    ['c8 -r text node --test', ['node']],
    ['dotenv -e .env.test -- vitest', ['vitest']],
    ['ts-mocha -p tsconfig.json src/**/*.spec.ts', ['mocha']],
    ['NODE_OPTIONS=--experimental-vm-modules jest', ['jest']],
    ['node --experimental-vm-modules node_modules/jest/bin/jest.js', ['jest']],
    ['node --inspect ../../node_modules/.bin/vitest', ['vitest']],
    ['./node_modules/.bin/mocha', ['mocha']],
    ['node node_modules/vitest/vitest.mjs run', ['vitest']],
    ['node --test', ['node']],
    ['node --import tsx --test "test/**/*.ts"', ['node']],
    ['node --test-reporter spec --test-concurrency 2 --test', ['node']],
    ['node --env-file-if-exists .env --test-name-pattern foo --test && node x.js --test', ['node']],
    ['node --watch --test', ['node']],
    ['tsx --test test/*.ts', ['node']],
    ['playwright test --project=chromium', ['playwright']],
    ['npx playwright test', ['playwright']],
    ['borp --timeout 3', ['borp']],
    ['react-scripts test', ['react-scripts']],
    ['cd e2e && playwright test', ['playwright in e2e']],
    ['concurrently "vitest" \'node --test\'', ['vitest', 'node']],
    ['start-server-and-test dev http://localhost:3000 "playwright test"', ['playwright']],
    ['(jest; mocha) | tee log', ['jest', 'mocha']],
    ['npm run jest', ['jest']],
    ['node $NODE_FLAGS --test', ['node']],
    ['timeout 60 mocha', ['mocha']],
    ['op run --env-file .env -- vitest run', ['vitest']],
  ])('%s', (line, expected) => {
    expect(programs(line)).toEqual(expected);
  });
});

describe('a script that calls none, or one of another package', () => {
  it.each([
    'eslint vitest.config.ts',
    'rm -rf jest mocha',
    'tsc -p vitest',
    'npm install jest',
    'pnpm --filter vitest build',
    'pnpm --filter api vitest run',
    'pnpm -r vitest run',
    'yarn workspace api jest',
    "yarn --cwd='../.' jest --runInBand",
    'npm -w api exec vitest',
    'playwright install --with-deps',
    'react-scripts build',
    'node scripts/test.js --test',
    'node test/index.js',
    'echo vitest',
  ])('%s', (line) => {
    expect(programs(line)).toEqual([]);
  });

  it('such as another script of the same name as a runner', () => {
    expect(programs('npm run jest', { jest: 'node run-jest.js' })).toEqual([]);
    expect(programs('yarn jest --ci', { jest: 'cross-env A=1 jest' })).toEqual([]);
  });
});
