/** Whether a Python text can hold what `require-async-timeout` reports: an asynchronous function. */
export function mayHoldPythonAsyncTest(text: string): boolean {
  return /\basync(?:\s|\\)+def\b/.test(text);
}
