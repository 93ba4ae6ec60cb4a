/** Whether a text can hold what `no-manual-threads` reports. */
export function mayHoldThread(text: string): boolean {
  return text.length > 0;
}
