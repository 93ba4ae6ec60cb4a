/** Whether a text can run a suite: it names a runner, or what may lead to one. */
export function mayRunSuite(text: string): boolean {
  return /test|jest|mocha|tox|nox|make|sh\b|npm|yarn|bun\b/.test(text);
}
