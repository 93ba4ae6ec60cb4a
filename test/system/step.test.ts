import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { step, StepFailed } from '../../scripts/lib/step.mjs';

const said: string[] = [];

beforeEach(() => {
  const listen = (text: unknown) => said.push(String(text)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(listen);
  vi.spyOn(console, 'log').mockImplementation(listen);
});

afterEach(() => {
  vi.restoreAllMocks();
  said.length = 0;
});

test('a step that fails is named, with what it said and how to repeat it', async () => {
  const failing = step('Build', {
    ...node("console.log('what'); console.error('why'); process.exit(3);"),
    repeat: 'npm run build',
  });
  await expect(failing).rejects.toThrow(new StepFailed('Build', 3, 'npm run build'));
  expect(said.join('')).toContain('✗ Build');
  expect(said.join('')).toContain('what');
  expect(said.join('')).toContain('why');
});

test('a step that does its work says only its name and time', async () => {
  const code = await step('Check', node("console.log('noise'); process.exit(1);"), (ended) => ended < 2);
  expect(code).toBe(1);
  expect(said.join('')).toMatch(/^→ Check\n✓ Check \(\d+\.\d s\)$/);
});

function node(script: string) {
  return { program: process.execPath, args: ['--eval', script] };
}
