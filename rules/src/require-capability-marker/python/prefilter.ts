/** Whether a Python text can hold a test, whose needs may stand in any file that it imports or takes fixtures from. */
export function mayHoldPythonTest(text: string): boolean {
  return /\bdef\s/.test(text);
}
