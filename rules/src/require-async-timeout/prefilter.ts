/** Whether a text can hold what `require-async-timeout` reports. */
export function mayHoldAsyncTest(text: string): boolean {
  return text.length > 0;
}
